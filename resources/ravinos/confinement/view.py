"""A file system in which nothing but the permitted paths is there (mount_namespaces(7)).

Landlock keeps files closed, but not the sockets that lie among them: by those of D-Bus, Docker or an
agent for keys a program could have others act for it. What is not there cannot be connected to.
"""

import ctypes
import os
import struct

from .kernel import checked, libc
from .seccomp import NUMBERS, column

CLONE_NEWNS = 0x00020000
CLONE_NEWUSER = 0x10000000

# sys/mount.h
MS_NOSUID = 2
MS_NODEV = 4
MS_BIND = 4096
MS_REC = 16384
MS_PRIVATE = 1 << 18
MNT_DETACH = 2

# linux/mount.h; the number of the call is the same on every architecture.
MOUNT_SETATTR = 442
AT_FDCWD = -100
AT_RECURSIVE = 0x8000
MOUNT_ATTR_RDONLY = 1

# Only for empty folders, links and mount points.
ROOT_OPTIONS = b"mode=0755,size=1m"
ROOT_AT = "/tmp"
TERMINALS = ("/dev/pts", "/dev/ptmx")
SHARED_MEMORY = "/dev/shm"
# Asked for among the devices, and made anew instead of shown.
OWN = TERMINALS + (SHARED_MEMORY,)

# Names of a program's own streams, which every system has; shells need the first one for <(...).
STREAMS = {"fd": "/proc/self/fd"}
STREAMS.update({name: "/proc/self/fd/%d" % at for at, name in enumerate(("stdin", "stdout", "stderr"))})


def can_build():
    """Whether this system lets us, tried out in a process of its own."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            build(["/usr", "/proc"], [], [])
            status = 0
        finally:
            # Whatever happened, this copy of the program ends here.
            os._exit(status)
    _, status = os.waitpid(child, 0)
    return status == 0


def build(read, write, devices):
    """From here on this process sees these paths only, `read` without the right to change anything.

    OSError where the system does not let us; then nothing may be started.
    """
    folder = os.getcwd()
    _enter_namespace()
    wanted = [(path, True) for path in read] + [(path, False) for path in write + devices]
    # Opened before anything is hidden; what a system does not have needs no place.
    opened = []
    for path, read_only in wanted:
        if path not in OWN and os.path.exists(path):
            opened.append((path, os.path.realpath(path), read_only, os.open(path, os.O_PATH)))
    _mount("tmpfs", ROOT_AT, b"tmpfs", MS_NOSUID | MS_NODEV, ROOT_OPTIONS)
    # Parents first, so that a folder to write in may lie in one that is only read.
    for path, real, read_only, source in sorted(opened, key=lambda entry: entry[1]):
        _show(real, source, read_only)
        if path != real:
            _link(path, real)
    for _, _, _, source in opened:
        os.close(source)
    os.makedirs(ROOT_AT + "/dev", exist_ok=True)
    for name, target in STREAMS.items():
        os.symlink(target, ROOT_AT + "/dev/" + name)
    if TERMINALS[0] in devices:
        _make_terminals()
    if SHARED_MEMORY in devices:
        # Of its own: in the common one, the memory of the person's other programs lies open.
        os.makedirs(ROOT_AT + SHARED_MEMORY, exist_ok=True)
        _mount("tmpfs", ROOT_AT + SHARED_MEMORY, b"tmpfs", MS_NOSUID | MS_NODEV, b"mode=0700")
    _make_read_only(ROOT_AT, 0)
    os.chdir(ROOT_AT)
    pivot_root = NUMBERS["pivot_root"][column()]
    checked(libc.syscall(pivot_root, b".", b"."), "pivot_root")
    # The old root lies above the new one until it is taken away.
    checked(libc.umount2(b".", MNT_DETACH), "umount2")
    os.chdir("/")
    if os.path.isdir(folder):
        os.chdir(folder)


def _enter_namespace():
    """Mounts of our own; who is not root gets the right to them in users of our own."""
    uid, gid = os.getuid(), os.getgid()
    if libc.unshare(CLONE_NEWNS) != 0:
        checked(libc.unshare(CLONE_NEWUSER | CLONE_NEWNS), "unshare")
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", "%d %d 1" % (uid, uid)),
            ("gid_map", "%d %d 1" % (gid, gid)),
        ):
            with open("/proc/self/" + name, "w") as file:
                file.write(text)
    _mount("none", "/", None, MS_REC | MS_PRIVATE, None)


def _show(real, source, read_only):
    target = ROOT_AT + real
    origin = "/proc/self/fd/%d" % source
    if not os.path.exists(target):
        if os.path.isdir(origin):
            os.makedirs(target)
        else:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))
    _mount(origin, target, None, MS_BIND | MS_REC, None)
    if read_only:
        _make_read_only(target, AT_RECURSIVE)


def _make_terminals():
    """Terminals of our own (devpts): those of others are nobody's business, and /dev/ptmx alone makes
    none where its neighbour is another folder."""
    folder = ROOT_AT + TERMINALS[0]
    os.makedirs(folder, exist_ok=True)
    _mount("devpts", folder, b"devpts", MS_NOSUID, b"newinstance,ptmxmode=0666,mode=0620")
    os.symlink("pts/ptmx", ROOT_AT + TERMINALS[1])


def _make_read_only(path, flags):
    attributes = struct.pack("=QQQQ", MOUNT_ATTR_RDONLY, 0, 0, 0)
    result = libc.syscall(
        MOUNT_SETATTR,
        ctypes.c_int(AT_FDCWD),
        os.fsencode(path),
        ctypes.c_uint(flags),
        attributes,
        ctypes.c_size_t(len(attributes)),
    )
    checked(result, "mount_setattr %s" % path)


def _link(path, real):
    """/bin is a link to /usr/bin on most systems, and is asked for by that name."""
    place = ROOT_AT + path
    if os.path.lexists(place):
        return
    os.makedirs(os.path.dirname(place), exist_ok=True)
    os.symlink(real, place)


def _mount(source, target, kind, flags, options):
    result = libc.mount(
        os.fsencode(source), os.fsencode(target), kind, ctypes.c_ulong(flags), options
    )
    checked(result, "mount %s" % target)
