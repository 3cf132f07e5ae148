import type { Files } from '../ravinos/sample-packages.ts';

const lines = (...text: readonly string[]): string => `${text.join('\n')}\n`;

/** Files of a package in the one folder that archives for HiveOS have. */
const inside = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

/**
 * A miner for processors that answers over TCP, after a real package: its stats script has a `fi` too
 * many at its end, values that are texts, and the rates under the name of their unit.
 *
 * @param port  that its miner listens on, fixed as packages do it
 */
export const verusLike = (port: number): Files =>
  inside('verus_cpu', {
    'h-manifest.conf': lines(
      '# The name of the miner',
      'CUSTOM_NAME=verus_cpu',
      'CUSTOM_VERSION=3.8.3',
      'CUSTOM_CONFIG_FILENAME=/hive/miners/custom/verus_cpu/pools.conf',
      'CUSTOM_LOG_BASENAME=/var/log/miner/custom/$CUSTOM_NAME',
      'MINER_NAME=$CUSTOM_NAME',
      'MINER_VERSION=$CUSTOM_VERSION',
      'MINER_CONFIG_FILENAME=$CUSTOM_CONFIG_FILENAME',
      `MINER_API_PORT=${port}`,
      'LIBCURL3_COMPAT=0',
    ).trimEnd(),
    'h-config.sh': lines(
      '#!/usr/bin/env bash',
      'for wanted in CUSTOM_TEMPLATE CUSTOM_URL; do',
      '  [[ -z ${!wanted} ]] && echo -e "${YELLOW}nothing in $wanted${NOCOLOR}" && return 1',
      'done',
      'echo "-a $CUSTOM_ALGO -o $CUSTOM_URL -u $CUSTOM_TEMPLATE -p $CUSTOM_PASS $CUSTOM_USER_CONFIG" \\',
      '  > $CUSTOM_CONFIG_FILENAME',
      // True of no rig, so that the script as a whole returns 1.
      '[[ -n $NOBODY_SET_THIS ]] && echo "more"',
    ),
    'h-run.sh': lines(
      '#!/usr/bin/env bash',
      '. h-manifest.conf',
      'unset LD_LIBRARY_PATH',
      './$CUSTOM_VERSION/verus-cpu `cat $MINER_CONFIG_FILENAME` -b 127.0.0.1:$MINER_API_PORT 2>&1 |',
      '  tee --append $CUSTOM_LOG_BASENAME.log',
    ),
    'h-stats.sh': lines(
      '#!/usr/bin/env bash',
      '#if [[ -z $asked ]]; then',
      `answer=\`echo summary | nc -w 2 localhost ${port} | tr -d '\\0'\``,
      'value_of() { tr ";" "\\n" <<< "$answer" | sed -n "s/^$1=//p" | head -n 1; }',
      // As in the real one, a name of the function that reads this file.
      'local khs=`value_of KHS`',
      'stats=$(jq -n --arg uptime "`value_of UPTIME`" --argjson khs "[$khs]" \\',
      '  --arg good "`value_of ACC`" --arg bad "`value_of REJ`" \\',
      '  \'{$khs, temp: [], fan: [], $uptime, ar: [$good, $bad], bus_numbers: [], algo: "verus"}\')',
      'fi',
    ),
    // No netcat is on every computer; a package may bring its own.
    nc: lines('#!/usr/bin/env bash', 'exec 3<> "/dev/tcp/$3/$4"', 'cat >&3; cat <&3'),
    '3.8.3/verus-cpu': lines(
      '#!/usr/bin/env python3',
      'import socket, sys',
      'print("verus with " + " ".join(sys.argv[1:]), flush=True)',
      'host, port = sys.argv[-1].split(":")',
      'server = socket.create_server((host, int(port)))',
      'while True:',
      '    client, _ = server.accept()',
      '    client.recv(100)',
      '    client.sendall(b"NAME=cpu;VER=3.8.3;ALGO=verus;KHS=746.19;ACC=3;REJ=0;UPTIME=75;|\\0")',
      '    client.close()',
    ),
  });

/** A miner for cards that writes its figures into a file, after a real package for TON. */
export const tonLike: Files = inside('TON_Miner_HiveOS', {
  'h-manifest.conf': lines(
    'CUSTOM_NAME=TON_Miner_HiveOS',
    'CUSTOM_VERSION=2.1.1',
    'CUSTOM_CONFIG_FILENAME=/hive/miners/custom/TON_Miner_HiveOS/config/hive-config.json',
    'CUSTOM_LOG_BASENAME=/var/log/miner/TON_Miner_HiveOS/TON_Miner_HiveOS',
  ),
  'h-config.sh': lines(
    '#!/bin/bash',
    'source $RIG_CONF',
    'source $WALLET_CONF',
    'if [[ -z "$CUSTOM_TEMPLATE" ]]; then echo "there is no wallet"; exit 1; fi',
    'while IFS== read -r key value; do',
    '  [[ -n $key ]] && declare "$key=$value"',
    'done < <(echo "$CUSTOM_USER_CONFIG")',
    'jq -n --arg rig "${OWN_RIGNAME:-$WORKER_NAME}" --arg wallet "$CUSTOM_TEMPLATE" \\',
    "  '{$rig, $wallet}' > /hive/miners/custom/TON_Miner_HiveOS/config/hive-config.json",
  ),
  'h-run.sh': lines(
    '#!/bin/bash',
    'SETTINGS="/hive/miners/custom/TON_Miner_HiveOS/config/hive-config.json"',
    'source "/hive/miners/custom/TON_Miner_HiveOS/h-manifest.conf"',
    'mkdir -p `dirname "$CUSTOM_LOG_BASENAME"`',
    '/hive/miners/custom/TON_Miner_HiveOS/TON-Miner -w $(jq -r .wallet $SETTINGS) \\',
    '  -r $(jq -r .rig $SETTINGS) 2>&1 | tee --append $CUSTOM_LOG_BASENAME.log',
  ),
  'h-stats.sh': lines(
    '#!/bin/bash',
    'TOLD="/hive/miners/custom/TON_Miner_HiveOS/data/stats.json"',
    // The name of the file becomes its content, as in the real one.
    'GPU_STATS_JSON=`cat $GPU_STATS_JSON`',
    'places=()',
    'for at in $(jq -r \'.brand | to_entries[] | select(.value == "nvidia") | .key\' <<< "$GPU_STATS_JSON"); do',
    '  hex=$(jq -r ".busids[$at]" <<< "$GPU_STATS_JSON" | cut -c 1-2 | tr a-z A-Z)',
    '  places+=($(echo "ibase=16; $hex" | bc))',
    'done',
    'if [[ -f $TOLD ]]; then khs=$(jq .khs $TOLD); told=$(cat $TOLD)',
    'else echo "$TOLD is not there yet"; khs=0; told=\'{"hs": [], "ar": []}\'; fi',
    'stats=$(jq -n --argjson told "$told" --argjson gpu "$GPU_STATS_JSON" \\',
    '  --argjson places "$(jq -s . <<< "${places[@]}")" \\',
    '  \'{hs: $told.hs, hs_units: "mhs", temp: $gpu.temp, fan: $gpu.fan, uptime: 60,',
    "    ar: $told.ar, bus_numbers: $places}')",
  ),
  'config/README': 'settings of the miner\n',
  'data/README': 'figures of the miner\n',
  'TON-Miner': lines(
    '#!/bin/sh',
    'cd "$(dirname "$0")"',
    'echo "ton with $*"',
    `echo '{"hs": [60.5, 30], "khs": 90500, "ar": [12, "1"]}' > data/stats.json`,
    'exec sleep 1000',
  ),
});

/**
 * A miner for NVIDIA's cards whose stats script takes their sensors from the system: from the variable
 * for the first card, from the file for the second, and it keeps the whole of both.
 */
export const sensorLike: Files = inside('sensors', {
  'h-manifest.conf': lines(
    'CUSTOM_NAME=sensors',
    'CUSTOM_VERSION=1.0',
    'CUSTOM_CONFIG_FILENAME=/hive/miners/custom/sensors/config',
    'CUSTOM_LOG_BASENAME=/var/log/miner/custom/sensors',
  ),
  'h-config.sh': 'jq -c .temp <<< "$gpu_stats" > $CUSTOM_CONFIG_FILENAME\n',
  'h-run.sh': lines('#!/usr/bin/env bash', 'echo "it began with $gpu_stats"', 'sleep 1000'),
  'h-stats.sh': lines(
    '#!/usr/bin/env bash',
    'temps=(`echo "$gpu_stats" | jq -r ".temp[]"`)',
    'fans=(`jq -r ".fan[]" /run/hive/gpu-stats.json`)',
    'brands=(`jq -r ".brand[]" $GPU_STATS_JSON`)',
    'busids=(`gpu-stats | jq -r ".busids[]"`)',
    'told_temps=(); told_fans=(); buses=()',
    'for (( at=0; at < ${#busids[@]}; at++ )); do',
    '  [[ ${brands[at]} != nvidia ]] && continue',
    '  told_temps+=(${temps[at]}); told_fans+=(${fans[at]})',
    '  buses+=($((16#${busids[at]%%:*})))',
    'done',
    'list() { jq -nc \'$ARGS.positional\' --args "$@"; }',
    'khs=90',
    'stats=$(jq -nc --argjson temp "$(list ${told_temps[@]})" --argjson fan "$(list ${told_fans[@]})" \\',
    '  --argjson bus_numbers "$(list ${buses[@]} | jq -c "map(tonumber)")" \\',
    "  '{hs: [60, 30], $temp, $fan, $bus_numbers, uptime: 60, ar: [1, 0]}')",
  ),
});

/** Does in all of its scripts and its miner whatever a stranger should not. @param outside  folder */
export const hostileHive = (outside: string): Files => {
  const deeds = lines(
    'attempt() { if "${@:2}" 2> /dev/null; then echo "$1 DONE"; else echo "$1 refused"; fi; }',
    'write() { echo evil > "$1"; }',
    'read_it() { cat "$1" > /dev/null; }',
    'connect() { exec 9<> /dev/tcp/127.0.0.1/9; }',
    `attempt write write ${outside}/written`,
    `attempt overwrite write ${outside}/id_rsa`,
    `attempt read read_it ${outside}/id_rsa`,
    `attempt remove rm ${outside}/id_rsa`,
    'attempt profile write /etc/profile.d/evil.sh',
    'attempt system write /usr/lib/evil',
    `attempt sudo sudo -n touch ${outside}/by-sudo`,
  );
  return inside('hostile', {
    'h-manifest.conf': lines(
      `touch ${outside}/by-manifest`,
      'CUSTOM_NAME=hostile',
      'CUSTOM_VERSION=1',
      'CUSTOM_CONFIG_FILENAME=/hive/miners/custom/hostile/config',
      'CUSTOM_LOG_BASENAME=/var/log/miner/custom/hostile',
      `rm -rf $HIVE_ROOT/var/log/miner/custom; ln -s ${outside} $HIVE_ROOT/var/log/miner/custom`,
    ),
    'h-config.sh': `${deeds}(attempt net connect)\necho done > $CUSTOM_CONFIG_FILENAME\n`,
    'h-run.sh': `#!/usr/bin/env bash\n${deeds}echo "all tried"\n`,
    'h-stats.sh': lines(
      'said=$(. ./deeds.sh 2>&1)',
      'stats="{\\"hs\\": [], \\"said\\": \\"$(echo $said)\\"}"',
      'khs=1',
      'echo "$said" > said.txt',
    ),
    'deeds.sh': deeds,
  });
};
