#!/usr/bin/env bash
# Becomes the miner of a package: starts its h-run.sh in its own folder, as HiveOS does.

. "${BASH_SOURCE[0]%/*}/environment.sh"

[[ -n "$CUSTOM_LOG_BASENAME" ]] && mkdir -p -- "$(dirname -- "$CUSTOM_LOG_BASENAME")"
exec "$MINER_DIR/$CUSTOM_MINER/h-run.sh"
