# What scripts of packages for HiveOS find around them: variables, colours, commands and files.
# Given in the environment: HIVE_ROOT, the folder that stands for the system's root, CUSTOM_MINER,
# the name of the miner's folder, and HIVE_GPU_STATS, what the cards measured a moment ago. Read by
# the other scripts here, never run alone.

set -a
RIG_CONF=$HIVE_ROOT/hive-config/rig.conf
WALLET_CONF=$HIVE_ROOT/hive-config/wallet.conf
GPU_STATS_JSON=$HIVE_ROOT/run/hive/gpu-stats.json
GPU_DETECT_JSON=$HIVE_ROOT/run/hive/gpu-detect.json
MINER_DIR=$HIVE_ROOT/hive/miners/custom
MINER_LOG_BASENAME=$HIVE_ROOT/var/log/miner/custom/custom
MINER_NAME=custom
MINER_FORK=
MINER_VER=
DEBIAN_FRONTEND=noninteractive
PATH=$HIVE_ROOT/hive/bin:$HIVE_ROOT/hive/sbin:$PATH:.
. "$HIVE_ROOT/hive/bin/colors"
. "$RIG_CONF"
. "$WALLET_CONF"
# What the program knows of the cards, as the agent of HiveOS has it in variables.
. "$HIVE_ROOT/run/hive/agent.conf"
gpu_stats=$HIVE_GPU_STATS
set +a

# Puts the same where scripts look for the file, whole at any time: the miner may read it just now.
# A package can have put anything in its place, which is its own loss.
hive_write_gpu_stats() {
  local new=$GPU_STATS_JSON.new
  rm -f -- "$new" && printf '%s\n' "$gpu_stats" > "$new" && mv -fT -- "$new" "$GPU_STATS_JSON"
} 2> /dev/null

# What a package sets in its manifest counts for all of its scripts.
cd "$MINER_DIR/$CUSTOM_MINER" || exit 1
set -a
. ./h-manifest.conf
set +a
