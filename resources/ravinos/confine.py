"""Starts a program that may do only what it was given: a launcher for Linux.

    confine.py --probe                   prints what this kernel can enforce, as JSON
    confine.py RULES -- FILE [ARG...]    becomes the program, or looks after it

RULES is JSON: {"read": [...], "write": [...], "devices": [...] (paths),
"network": "none" | "open" | PORT, "limits": {NAME: number}, "layers": ["view", "landlock"] or one of
them, "hold": bool, "log": path or null}.

What is enforced: no_new_privs, no capabilities, resource limits, the layers (a file system with
nothing else in it; Landlock for files, TCP ports and signals) and seccomp (sockets, what Landlock
does not see, and what no miner needs). Where any of it cannot be enforced the program is not
started: this ends with 126 and says why. With `hold` this
process stays as the parent of everything the program leaves behind, and ends when all of it has
ended, so that a start script which only puts a miner into the background is not taken for an end.
"""

import json
import os
import resource
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from confinement import hold, landlock, privileges, seccomp, view  # noqa: E402

REFUSED = 126
NOT_FOUND = 127


def main(argv):
    if argv[1:] == ["--probe"]:
        print(json.dumps(probe()))
        return 0
    if len(argv) < 4 or argv[2] != "--":
        return refuse("wrong usage")
    try:
        rules = json.loads(argv[1])
        confine(rules)
    except Exception as error:  # Whatever goes wrong here, nothing may be started.
        return refuse(error)
    if rules["hold"]:
        return hold.run_all(argv[3:], rules["log"])
    return become(argv[3:])


def probe():
    has_seccomp = seccomp.is_supported()
    return {
        "landlock": landlock.abi(),
        "seccomp": has_seccomp,
        "view": has_seccomp and view.can_build(),
    }


def confine(rules):
    read, write, devices = rules["read"], rules["write"], rules["devices"]
    layers, network = rules["layers"], rules["network"]
    if not layers:
        raise ValueError("no layer is asked for")
    limit(rules["limits"])
    if "view" in layers:
        view.build(read, write, devices)
    privileges.drop()
    if not rules["hold"]:
        privileges.end_with_parent()
    if "landlock" in layers:
        landlock.restrict(read, write, devices, network)
    # Without a view of its own it could reach services that listen among the files.
    seccomp.restrict(network, unix_sockets="view" in layers)


def limit(limits):
    kinds = {
        "cpuSeconds": resource.RLIMIT_CPU,
        "fileBytes": resource.RLIMIT_FSIZE,
        "memoryBytes": resource.RLIMIT_AS,
        "openFiles": resource.RLIMIT_NOFILE,
    }
    for name, value in limits.items():
        if name == "moreProcesses":
            # The system counts all processes of this user, and root's not at all.
            set_limit(resource.RLIMIT_NPROC, own_tasks() + value)
        else:
            set_limit(kinds[name], value)
    set_limit(resource.RLIMIT_CORE, 0)


def set_limit(kind, value):
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


def own_tasks():
    """Threads of all processes of this user."""
    tasks = 0
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            if os.stat("/proc/" + name).st_uid == os.getuid():
                tasks += len(os.listdir("/proc/%s/task" % name))
        except OSError:
            pass
    return tasks


def become(command):
    try:
        os.execv(command[0], command)
    except OSError as error:
        sys.stderr.write("%s cannot be started: %s\n" % (command[0], error.strerror))
        return NOT_FOUND


def refuse(why):
    sys.stderr.write("The program was not started, because it cannot be confined: %s\n" % why)
    return REFUSED


if __name__ == "__main__":
    sys.exit(main(sys.argv))
