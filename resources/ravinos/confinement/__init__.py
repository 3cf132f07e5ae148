"""The layers of confine.py, each one in a file of its own. Linux on x86-64 and arm64."""
