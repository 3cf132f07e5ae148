"""Landlock: which files, ports and processes can be reached (landlock(7), linux/landlock.h)."""

import ctypes
import os
import struct

from .kernel import checked, libc

# The same on every architecture.
CREATE_RULESET = 444
ADD_RULE = 445
RESTRICT_SELF = 446
GET_VERSION = 1
RULE_PATH_BENEATH = 1
RULE_NET_PORT = 2

EXECUTE = 1 << 0
WRITE_FILE = 1 << 1
READ_FILE = 1 << 2
READ_DIR = 1 << 3
MAKE_CHAR = 1 << 6
MAKE_BLOCK = 1 << 11
REFER = 1 << 13
TRUNCATE = 1 << 14
IOCTL_DEV = 1 << 15
# What a rule for a file that is no folder may hold.
FOR_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV

BIND_TCP = 1 << 0
CONNECT_TCP = 1 << 1

# Abstract Unix sockets and signals of processes outside.
SCOPED = 0b11

# Rights to files by the version of the kernel's interface that brought them.
FILE_RIGHTS = {1: (1 << 13) - 1, 2: REFER, 3: TRUNCATE, 5: IOCTL_DEV}
NET_SINCE = 4
SCOPED_SINCE = 6


def abi():
    """Version of the kernel's interface; 0 where it has none."""
    return max(0, libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(GET_VERSION)))


def restrict(read, write, devices, network):
    """From here on nothing else can be opened, nor by what is started. OSError where it fails."""
    version = abi()
    if version < 1:
        raise OSError("this kernel has no Landlock")
    rights = 0
    for since, more in FILE_RIGHTS.items():
        rights |= more if version >= since else 0
    ports = BIND_TCP | CONNECT_TCP if version >= NET_SINCE and network != "open" else 0
    # An older kernel refuses fields it does not know, even if they are 0.
    known = struct.pack("=Q", rights)
    if version >= NET_SINCE:
        known += struct.pack("=Q", ports)
    if version >= SCOPED_SINCE:
        known += struct.pack("=Q", SCOPED)
    ruleset = checked(
        libc.syscall(CREATE_RULESET, known, ctypes.c_size_t(len(known)), ctypes.c_uint32(0)),
        "landlock_create_ruleset",
    )
    for path in read:
        _allow(ruleset, path, rights & (EXECUTE | READ_FILE | READ_DIR), must_be=False)
    for path in devices:
        _allow(ruleset, path, rights & ~(MAKE_CHAR | MAKE_BLOCK | EXECUTE), must_be=False)
    for path in write:
        _allow(ruleset, path, rights & ~(MAKE_CHAR | MAKE_BLOCK | IOCTL_DEV), must_be=True)
    if ports and network != "none":
        _add(ruleset, RULE_NET_PORT, struct.pack("=QQ", CONNECT_TCP, int(network)))
    checked(libc.syscall(RESTRICT_SELF, ruleset, ctypes.c_uint32(0)), "landlock_restrict_self")
    os.close(ruleset)


def _allow(ruleset, path, rights, must_be):
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        # Systems differ in what they have; what is not there needs no permission.
        if must_be:
            raise
        return
    try:
        if not os.path.isdir(path):
            rights &= FOR_FILES
        _add(ruleset, RULE_PATH_BENEATH, struct.pack("=Qi", rights, opened))
    finally:
        os.close(opened)


def _add(ruleset, kind, rule):
    checked(
        libc.syscall(ADD_RULE, ruleset, ctypes.c_int(kind), rule, ctypes.c_uint32(0)),
        "landlock_add_rule",
    )
