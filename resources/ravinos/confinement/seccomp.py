"""seccomp: which calls of the kernel can be made (seccomp(2), linux/filter.h).

Landlock does not see sockets other than TCP, nor who owns a file and what its mode is; and a new
namespace or a tracer would open doors that no miner needs.
"""

import ctypes
import os
import struct

from .kernel import libc, prctl

PR_SET_SECCOMP = 22
MODE_FILTER = 2
EPERM = 1
ENOSYS = 38
EACCES = 13
EFAULT = 14

ALLOW = 0x7FFF0000
ERRNO = 0x00050000
# Refused as if it had been done: scripts make their miner executable, which is done before, and a
# failure would end them; the file of somebody else stays as it is.
PRETEND = ERRNO | 0

LOAD, JUMP_EQUAL, JUMP_GREATER_OR_EQUAL, JUMP_SET, AND, RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
# struct seccomp_data: int nr; __u32 arch; __u64 instruction_pointer; __u64 args[6]
NUMBER_AT, ARCH_AT, ARGUMENTS_AT = 0, 4, 16

AF_UNIX, AF_INET, AF_INET6 = 1, 2, 10
SOCK_STREAM, SOCKET_KIND = 1, 0xF
CLONE_NEWUSER = 0x10000000
# Programs of x86-64 can also call by these numbers, which mean the same.
X32_BIT = 0x40000000

# AUDIT_ARCH_* of linux/audit.h, and the column of the table below.
MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}

# Numbers on x86-64 and arm64; None: not there. From the kernel's syscall_64.tbl and unistd.h.
NUMBERS = {
    "add_key": (248, 217),
    "bpf": (321, 280),
    "chmod": (90, None),
    "chown": (92, None),
    "chroot": (161, 51),
    "clone": (56, 220),
    "clone3": (435, 435),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "fchownat": (260, 54),
    "file_setattr": (469, 469),
    "futimesat": (261, None),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "kcmp": (312, 272),
    "keyctl": (250, 219),
    "lchown": (94, None),
    "lremovexattr": (198, 15),
    "lsetxattr": (189, 6),
    "mount": (165, 40),
    "open_by_handle_at": (304, 265),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "prlimit64": (302, 261),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "removexattr": (197, 14),
    "removexattrat": (466, 466),
    "request_key": (249, 218),
    "setns": (308, 268),
    "setxattr": (188, 5),
    "setxattrat": (463, 463),
    "socket": (41, 198),
    "truncate": (76, 45),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
    "utime": (132, None),
    "utimensat": (280, 88),
    "utimes": (235, None),
}

PRETENDED = ("chmod", "chown", "fchmodat", "fchmodat2", "fchownat", "futimesat", "lchown")
PRETENDED += ("utime", "utimes")
# Their other uses are harmless, so arguments decide.
LOOKED_INTO = ("clone", "clone3", "prlimit64", "socket", "truncate", "utimensat")
REFUSED = tuple(sorted(set(NUMBERS) - set(PRETENDED) - set(LOOKED_INTO)))


def is_supported():
    """Whether the kernel has filters and this machine is in the table."""
    # With no filter at all an able kernel complains of the address.
    result = libc.prctl(PR_SET_SECCOMP, MODE_FILTER, 0, 0, 0)
    return result < 0 and ctypes.get_errno() == EFAULT and os.uname().machine in MACHINES


def column():
    """Which of the two numbers of a call is this machine's. OSError where it is in no table."""
    return _machine()[1]


def restrict(network, unix_sockets):
    """From here on, also for what is started. OSError where it cannot be enforced."""
    code = b"".join(_program(*_machine(), network=network, unix_sockets=unix_sockets))
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer))
    holder = ctypes.create_string_buffer(program, len(program))
    prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.addressof(holder))


def _machine():
    machine = os.uname().machine
    if machine not in MACHINES:
        raise OSError("no filter is known for %s" % machine)
    return MACHINES[machine]


def _program(arch, column, network, unix_sockets):
    yield _do(LOAD, ARCH_AT)
    # 32-bit programs would call by other numbers.
    yield _do(JUMP_EQUAL, arch, 1, 0)
    yield _do(RETURN, ERRNO | EPERM)
    yield _do(LOAD, NUMBER_AT)
    if column == 0:
        yield _do(JUMP_GREATER_OR_EQUAL, X32_BIT, 0, 1)
        yield _do(RETURN, ERRNO | ENOSYS)
    for name in REFUSED:
        yield from _answer(NUMBERS[name][column], ERRNO | EPERM)
    for name in PRETENDED:
        yield from _answer(NUMBERS[name][column], PRETEND)
    # Truncation by name is seen by Landlock only since its version 3; by an open file it always is.
    yield from _answer(NUMBERS["truncate"][column], ERRNO | EPERM)
    # Its flags lie where a filter cannot look; libraries go back to clone.
    yield from _answer(NUMBERS["clone3"][column], ERRNO | ENOSYS)
    yield from _if(NUMBERS["clone"][column], _when_set(0, CLONE_NEWUSER, ERRNO | EPERM))
    # Without a name it is about a file that is open.
    yield from _if(NUMBERS["utimensat"][column], _unless_null(1, PRETEND))
    # Limits of other processes of this user are none of its business.
    yield from _if(NUMBERS["prlimit64"][column], _unless_null(0, ERRNO | EPERM))
    if network == "none":
        yield from _answer(NUMBERS["socket"][column], ERRNO | EACCES)
    elif network != "open":
        yield from _if(NUMBERS["socket"][column], _unless_tcp(ERRNO | EACCES))
    elif not unix_sockets:
        yield from _if(NUMBERS["socket"][column], _when_equal(0, AF_UNIX, ERRNO | EACCES))
    yield _do(RETURN, ALLOW)


def _do(code, value, if_true=0, if_false=0):
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _answer(number, answer):
    if number is None:
        return []
    return [_do(JUMP_EQUAL, number, 0, 1), _do(RETURN, answer)]


def _if(number, steps):
    """Steps for one call; they load arguments, so they end with a return."""
    return [_do(JUMP_EQUAL, number, 0, len(steps))] + steps


def _low(argument):
    return _do(LOAD, ARGUMENTS_AT + 8 * argument)


def _high(argument):
    return _do(LOAD, ARGUMENTS_AT + 8 * argument + 4)


def _when_set(argument, bits, answer):
    return [
        _low(argument),
        _do(JUMP_SET, bits, 0, 1),
        _do(RETURN, answer),
        _do(RETURN, ALLOW),
    ]


def _when_equal(argument, value, answer):
    return [
        _low(argument),
        _do(JUMP_EQUAL, value, 0, 1),
        _do(RETURN, answer),
        _do(RETURN, ALLOW),
    ]


def _unless_null(argument, answer):
    return [
        _low(argument),
        _do(JUMP_EQUAL, 0, 0, 2),
        _high(argument),
        _do(JUMP_EQUAL, 0, 1, 0),
        _do(RETURN, answer),
        _do(RETURN, ALLOW),
    ]


def _unless_tcp(answer):
    return [
        _low(0),
        _do(JUMP_EQUAL, AF_INET, 1, 0),
        _do(JUMP_EQUAL, AF_INET6, 0, 3),
        _low(1),
        _do(AND, SOCKET_KIND),
        _do(JUMP_EQUAL, SOCK_STREAM, 1, 0),
        _do(RETURN, answer),
        _do(RETURN, ALLOW),
    ]
