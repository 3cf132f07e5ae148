#!/usr/bin/env bash
# Asks a package how its miner does: reads h-stats.sh as the agent of HiveOS does, inside of a
# function, and hands over what it left in `khs` and `stats`, even where it went wrong on the way.
# They go to the file HIVE_ANSWER, as names and values with a NUL after each; `unwritten` is not empty
# where the figures of the cards could not be put where it looks for them.

. "${BASH_SOURCE[0]%/*}/environment.sh"

# HiveOS empties logs from this size on, bytes.
hive_longest_log=10000000

hive_trim_log() {
  local log=$CUSTOM_LOG_BASENAME.log size
  size=$(stat -c %s -- "$log" 2> /dev/null)
  [[ -f "$log" && "${size:-0}" -gt $hive_longest_log ]] && : > "$log"
}

hive_answer() {
  set +eu
  printf '%s\0' khs "$khs" stats "$stats" unwritten "$hive_unwritten" > "$HIVE_ANSWER"
}

khs=
stats=
hive_unwritten=
hive_write_gpu_stats || hive_unwritten=yes

hive_ask() {
  # Where it calls exit, what it had by then still counts.
  trap hive_answer EXIT
  [[ -e ./h-stats.sh ]] && . ./h-stats.sh
  trap - EXIT
  hive_answer
}

hive_ask
hive_trim_log
exit 0
