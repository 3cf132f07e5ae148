"""Gives up whatever the process may do beyond its user's rights."""

import ctypes
import signal

from .kernel import checked, libc, prctl

# linux/prctl.h
PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_NO_NEW_PRIVS = 38
PR_CAPBSET_READ = 23
PR_CAPBSET_DROP = 24
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4

# linux/capability.h: the version with 64 bits in two halves
CAPABILITY_VERSION_3 = 0x20080522


def drop():
    """No capability, also for root, and none to be won by starting another program."""
    for capability in range(64):
        if libc.prctl(PR_CAPBSET_READ, capability, 0, 0, 0) != 1:
            continue
        # Only who has CAP_SETPCAP can do it; without no_new_privs it would matter for others, too.
        if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    checked(libc.capset(header, nothing), "capset")
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    # Rights that came and went make a process one that its own user may not look into, so that it
    # could not be told to be ours.
    prctl(PR_SET_DUMPABLE, 1)


def end_with_parent():
    """Killed as soon as who started it has ended; does not go on to what is started from here."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
