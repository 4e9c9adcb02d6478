#!/bin/bash
# To be sourced by what compares issues, with `program` and the folder `work` set: digest, issue, hold, release.
# shellcheck shell=bash disable=SC2154

# What a report says, in twelve digits: everything of the issue but when it was made, and of how many servers.
digest() {
  (cd "$1" && find . -type f ! -name datapackage.json -print0 | sort -z |
    xargs -0 sed 's/^The data is that of .*/The data is that of a day./' | sha256sum | cut -c 1-12)
}

# Issues a quarter and says its digest and the seconds it took.
issue() {
  local output started=${EPOCHREALTIME/./}
  output=$(mktemp -d "$work/reports.XXXXXX")
  "$program" run --job jobs/quarterly.yml --output "$output" --quiet --today 2026-01-20 "$@" >&2
  printf '%s %s\n' "$(digest "$(echo "$output"/*/1)")" "$((${EPOCHREALTIME/./} - started))" |
    awk '{ printf "%s %.1f\n", $1, $2 / 1e6 }'
  rm -rf "$output"
}

# Starts a server's script, which keeps it until its standard input ends, and gives the first line it prints as `held`.
holders=()
hold() {
  local pipe descriptor
  pipe=$(mktemp -u "$work/hold.XXXXXX")
  mkfifo "$pipe"
  sh "$@" <"$pipe" >"$pipe.said" 2>/dev/null &
  exec {descriptor}>"$pipe"
  holders+=("$descriptor")
  until [ -s "$pipe.said" ]; do sleep 0.1; done
  # shellcheck disable=SC2034 # read by who sourced this
  held=$(head -n 1 "$pipe.said")
  rm "$pipe" "$pipe.said"
  case $held in error:*)
    echo "$held" >&2
    return 1
    ;;
  esac
}

# Ends all that are held.
release() {
  local descriptor
  for descriptor in ${holders[@]+"${holders[@]}"}; do exec {descriptor}>&-; done
  holders=()
  wait
}
