"""How the layers talk with the kernel."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
libc.syscall.restype = ctypes.c_long


def prctl(option, two=0, three=0, four=0, five=0):
    """prctl(2). OSError where the kernel refuses."""
    return checked(libc.prctl(option, two, three, four, five), "prctl %d" % option)


def checked(result, what):
    """The result of a call, unless it says that the call failed."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, "%s: %s" % (what, os.strerror(number)))
    return result
