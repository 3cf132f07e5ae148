import type { Files } from '../ravinos/sample-packages.ts';

const lines = (...text: readonly string[]): string => `${text.join('\n')}\n`;

/** Starts with mmp-launch.sh, remembers its port, and reads its figures from the log. */
export const launched: Files = {
  'myminer/mmp-external.conf': 'EXTERNAL_NAME=myminer\nEXTERNAL_VERSION=1.0\n',
  'myminer/mmp-launch.sh': lines(
    '#!/usr/bin/env bash',
    'more=()',
    'while [[ $# -gt 0 ]]; do',
    '  case "$1" in',
    '    --coin | --pool | --user | --password) declare "${1#--}=$2"; shift 2 ;;',
    '    --api-port) echo "CUSTOM_API_PORT=$2" >> mmp-external.conf; shift 2 ;;',
    '    *) more+=("$1"); shift ;;',
    '  esac',
    'done',
    'exec ./miner "$coin" "$pool" "$user" "$password" "${more[@]}"',
  ),
  'myminer/mmp-stats.sh': lines(
    '#!/usr/bin/env bash',
    'cd `dirname $0`',
    '. mmp-external.conf',
    '[[ -z $CUSTOM_API_PORT ]] && exit 1',
    'busid=$(jq -c "[.device.GPU.nvidia_details.busid[] | .[5:7]]" /run/gpu-info.json)',
    'hash=$(for ((at = 0; at < $1; at++)); do awk -v card="GPU$at" \'$1 == card { rate = $2 } END { print rate }\' "$2"; done | jq -cs .)',
    'echo "asking the log"',
    'jq -n --argjson busid "$busid" --argjson hash "$hash" --arg good "$(grep -c accepted "$2")" \\',
    '  --arg name "$EXTERNAL_NAME" --arg version "$EXTERNAL_VERSION" \\',
    '  \'{$busid, $hash, units: "mhs", air: [$good, "1", "2"], miner_name: $name, miner_version: $version}\'',
  ),
  'myminer/miner': lines(
    '#!/bin/sh',
    'echo "mining $*"',
    'printf "GPU0 60.5\\nGPU1 30\\naccepted\\naccepted\\n"',
    'exec sleep 1000',
  ),
};

/** Answers at /mmpos itself. */
export const answering: Files = {
  'anyname/mmp-external.conf': 'EXTERNAL_NAME=answering\n',
  'anyname/mmp-launch.sh': '#!/usr/bin/env bash\nexec ./serve "$@"\n',
  'anyname/serve': lines(
    '#!/usr/bin/env python3',
    'import http.server, json, sys',
    'port = int(sys.argv[sys.argv.index("--api-port") + 1])',
    'class Handler(http.server.BaseHTTPRequestHandler):',
    '    def do_GET(self):',
    '        self.send_response(200 if self.path == "/mmpos" else 404)',
    '        self.end_headers()',
    '        told = {"busid": ["cpu"], "hash": ["1.5"], "units": "khs", "air": [7, 0, 1]}',
    '        self.wfile.write(json.dumps(told).encode())',
    'server = http.server.HTTPServer(("127.0.0.1", port), Handler)',
    'print("serving", flush=True)',
    'server.serve_forever()',
  ),
};

/** Has no script to start with, as packages of older days. */
export const older = (manifest: string): Files => ({
  'older/mmp-external.conf': manifest,
  'older/miner.sh': '#!/bin/sh\necho "older with $*"\nexec sleep 1000\n',
  'older/mmp-stats.sh': '#!/bin/sh\necho "Miner API connection failed"\n',
});
