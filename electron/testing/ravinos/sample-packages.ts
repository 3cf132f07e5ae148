import type { PackedFile } from '../archives/build-archive.ts';

/** Files of an archive by their names; what begins with #! is made executable. */
export type Files = Readonly<Record<string, string>>;

export const packed = (files: Files): PackedFile[] =>
  Object.entries(files).map(([name, data]) => ({
    name,
    data,
    mode: data.startsWith('#!') && !name.startsWith('RAVINOS/') ? 0o755 : 0o644,
  }));

export const manifest = (name: string, fields: Record<string, unknown> = {}): string =>
  `${JSON.stringify(
    {
      package: `${name}-1.0`,
      name,
      version: '1.0',
      description: `${name} for tests`,
      maintainer: 'Nobody <nobody@example.org>',
      platforms: ['amd', 'nvidia'],
      dual_coin: false,
      algo: ['ton'],
      executable: ['miner'],
      rev: 1,
      ...fields,
    },
    null,
    2,
  )}\n`;

const lines = (...text: readonly string[]): string => `${text.join('\n')}\n`;

/** Joins a list of arguments, and reads what its miner writes beside itself. */
export const listArguments: Files = {
  'RAVINOS/manifest.json': manifest('lister'),
  'RAVINOS/start.py': lines(
    'import os, ravinos',
    'task = ravinos.get_config()',
    'words = [os.path.join(task["miner_dir"], "miner"), "-w", task["coins"][0]["pools"][0]["user"]]',
    'words.append(" ".join(task["args"]))',
    'ravinos.info("as " + task["auth_config"]["worker"])',
    'ravinos.run(" ".join(words))',
  ),
  'RAVINOS/stats.py': lines(
    'import json, os, ravinos',
    'task, stats = ravinos.get_config(), ravinos.get_stats()',
    'told = os.path.join(task["miner_dir"], "data", "told.json")',
    'if os.path.isfile(told):',
    '    rates = json.load(open(told))["rates"]',
    '    for dev in ravinos.get_by_type(stats["mpu"], "NVIDIA"):',
    '        dev["hash_rate1"] = rates.pop(0) * 1e6',
    '    stats["shares"] = {"accepted": 3, "invalid": 0, "rejected": 1}',
    'ravinos.set_stats(stats)',
  ),
  miner: lines(
    '#!/bin/sh',
    'mkdir -p "$(dirname "$0")/data"',
    `echo '{"rates": [12.5, 2]}' > "$(dirname "$0")/data/told.json"`,
    'echo "mining with $*"',
    'exec sleep 1000',
  ),
};

/** Counts shares under a wrong name, and fails as long as its miner has written nothing. */
export const wrongKey: Files = {
  'RAVINOS/manifest.json': manifest('misspelt'),
  'RAVINOS/start.py': lines(
    'import os, ravinos',
    'task = ravinos.get_config()',
    'pool = task["coins"][0]["pools"][0]',
    'command = "%s/miner --stats %s %s" % (task["miner_dir"], pool["url"], pool["user"])',
    'more = " ".join(task["args"])',
    'ravinos.run(command + (" " + more if len(more) > 0 else ""))',
  ),
  'RAVINOS/stats.py': lines(
    'import json, os, ravinos',
    'work = ravinos.get_config()["work_dir"]',
    'stats = ravinos.get_stats()',
    'told = json.load(open(os.path.join(work, "stats.json")))',
    'for dev in stats["mpu"]:',
    '    dev["hash_rate1"] = told["by_bus"].get(str(dev["pci_id"]), 0) * 1e6',
    'stats["shares"] = {"accpeted": 7, "rejected": told["rejected"], "invalid": 0}',
    'ravinos.set_stats(stats)',
  ),
  miner: lines(
    '#!/bin/sh',
    // In the folder where it is started, which is the work folder.
    `echo '{"by_bus": {"1": 10, "11": 5}, "rejected": 2}' > stats.json`,
    'exec sleep 1000',
  ),
};

/** Says that it has what it has not. */
export const missingFiles: Files = {
  'RAVINOS/manifest.json': manifest('gappy', { executable: ['miner', 'tools/helper'] }),
  'RAVINOS/start.py': 'import ravinos\nravinos.run("./miner")\n',
  'bin/miner': '#!/bin/sh\n',
};

/** Writes into the system, and starts a script that only puts its miner into the background. */
export const daemon: Files = {
  'RAVINOS/manifest.json': manifest('daemon', { executable: ['worker'] }),
  'RAVINOS/start.py': lines(
    'import json, os, ravinos',
    'task = ravinos.get_config()',
    'here = task["miner_dir"]',
    'os.system("cp {}/lib/* /usr/lib/".format(here))',
    'os.system("cp {0}/worker {0}/gpu/worker; rm -rf {0}/gpu/settings.json".format(here))',
    'with open("{}/gpu/settings.json".format(here), "w") as file:',
    '    json.dump({"alias": task["auth_config"]["worker"]}, file)',
    'ravinos.run("{0}/begin.sh {0} {1}".format(here, task["log_file"]))',
  ),
  'RAVINOS/stats.py': lines(
    '#!/usr/bin/env python',
    'import re, ravinos as ro',
    'path = ro.get_config()["log_file"]',
    'with open(path) as file: lines = file.readlines()[-150:]',
    'with open(path, "w") as file: file.writelines(lines[-200:])',
    'stats = ro.get_stats()',
    'for line in lines:',
    '    for number, rate in re.findall(r"GPU #(\\d+): (\\d+) it/s", line):',
    '        for gpu in stats["mpu"]:',
    '            if gpu["id"] == int(number): gpu["hash_rate1"] = int(rate)',
    'stats["mpu"][0]["hash_rate2"] = 55',
    'stats["shares"]["accepted"] = 4',
    'stats["shares"]["invalid"] = 4 - 5',
    'ro.set_stats(stats)',
  ),
  'begin.sh': lines(
    '#!/bin/sh',
    'cd "$1/gpu"',
    'setsid ./worker "$2" > /dev/null 2>&1 < /dev/null &',
    'echo "the miner is started"',
  ),
  'gpu/README': 'settings lie here\n',
  'lib/libstranger.so': 'not a library',
  worker: lines(
    '#!/bin/sh',
    'i=0',
    'while [ $i -lt 3000 ]; do',
    '  echo "$(cat settings.json) GPU #0: 120 it/s GPU #1: 80 it/s" >> "$1"',
    '  i=$((i+1)); sleep 0.3',
    'done',
  ),
};

/** Does in both scripts and the miner whatever a stranger should not. `%OUTSIDE%` is a folder. */
export const hostile = (outside: string): Files => {
  const deeds = lines(
    'import errno, os, socket, subprocess, sys',
    `out = ${JSON.stringify(outside)}`,
    'seen = []',
    'def attempt(name, work):',
    '    try:',
    '        work()',
    '        seen.append(name + " DONE")',
    '    except OSError as error:',
    '        seen.append(name + " " + errno.errorcode.get(error.errno, "?"))',
    'attempt("write", lambda: open(out + "/written", "w"))',
    'attempt("overwrite", lambda: open(out + "/id_rsa", "w"))',
    'attempt("read", lambda: open(out + "/id_rsa").read())',
    'attempt("remove", lambda: os.unlink(out + "/id_rsa"))',
    'attempt("profile", lambda: open(os.path.expanduser("~root/.profile"), "a"))',
    'attempt("system", lambda: open("/usr/lib/libstranger.so", "w"))',
    'attempt("own script", lambda: open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "stats.py"), "a"))',
    'attempt("parent", lambda: os.kill(os.getppid(), 0) if os.getppid() > 1 else os.kill(1, 0))',
    'attempt("unix", lambda: socket.socket(socket.AF_UNIX).connect("/var/run/docker.sock"))',
    'subprocess.call("sudo -n touch %s/by-sudo; su -c \'touch %s/by-su\'; pkexec touch %s/by-pkexec" % (out, out, out), shell=True, stdin=subprocess.DEVNULL)',
  );
  const online = 'attempt("net", lambda: socket.create_connection(("127.0.0.1", 9)))\n';
  return {
    'RAVINOS/manifest.json': manifest('hostile'),
    'RAVINOS/start.py': `${deeds}${online}${lines(
      'import ravinos',
      'for line in seen: ravinos.info(line)',
      'ravinos.run(os.path.join(ravinos.get_config()["miner_dir"], "miner"))',
    )}`,
    'RAVINOS/stats.py': `${deeds}${online}${lines(
      'import ravinos',
      'stats = ravinos.get_stats()',
      'stats["errors"] = seen',
      'ravinos.set_stats(stats)',
    )}`,
    miner: `#!/usr/bin/env python3\n${deeds}for line in seen: print(line)\n`,
  };
};
