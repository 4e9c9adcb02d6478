#!/bin/sh
# list-rules.sh OUTPUT FILE...: writes the Swift list of the rules in FILE..., which come in the order of their names.
set -eu
output=$1
shift
{
  cat <<'HEAD'
extension Statement {
  /// The rules of data quality, by name. Each file says its rule in a comment; Input/Quality/Rule.swift says what a file may hold.
  ///
  /// Each statement takes $1, $2, the first day of the period and the day after its last; $3, the projects in scope as `bigint[]`, null
  /// for everything; $4, the reporting end; $5, the days after which a case study is due.
  package static let checks: [Statement] = [
HEAD
  for file in "$@"; do
    printf '    Statement("%s", text: ###"""\n' "$(basename "$file" .sql)"
    cat "$file"
    printf '\n"""###),\n'
  done
  printf '  ]\n}\n'
} >"$output"
