#!/usr/bin/env bash
# Starts the miner of a package for mmpOS and keeps what it prints in the log file that its stats
# script gets: run.sh LOG FILE [ARG...]

log=$1
shift
# Programs keep their lines back when they print into a pipe; this asks them not to.
command -v stdbuf > /dev/null && set -- stdbuf -oL -eL "$@"
exec "$@" > >(exec tee --append -- "$log") 2>&1
