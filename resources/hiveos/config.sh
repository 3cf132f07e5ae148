#!/usr/bin/env bash
# Lets a package write the configuration of its miner: reads h-config.sh as HiveOS does, inside of a
# function. What became of it goes to the file HIVE_ANSWER, as names and values with a NUL after each.

. "${BASH_SOURCE[0]%/*}/environment.sh"

hive_written() {
  stat -c %y -- "$CUSTOM_CONFIG_FILENAME" 2> /dev/null
}

hive_answer() {
  set +eu
  local written=no
  [[ "$(hive_written)" != "$hive_before" ]] && written=yes
  printf '%s\0' \
    ending "$hive_ending" \
    status "$1" \
    written "$written" \
    config "$CUSTOM_CONFIG_FILENAME" \
    log "$CUSTOM_LOG_BASENAME" \
    port "${MINER_API_PORT:-${CUSTOM_API_PORT:-${API_PORT:-${WEB_PORT:-}}}}" \
    > "$HIVE_ANSWER"
}

hive_configure() {
  [[ -e ./h-config.sh ]] || return 0
  . ./h-config.sh
}

hive_write_gpu_stats
hive_before=$(hive_written)
# Packages that are not content with their settings call exit, here as there.
hive_ending=exited
trap 'hive_answer $?' EXIT
hive_configure
hive_status=$?
hive_ending=returned
trap - EXIT
hive_answer "$hive_status"
