#!/bin/sh
# pgbouncer CONNINFO MODE SIZE: PgBouncer before the server of that connection string, on a Unix socket in a folder of its
# own, with so many sessions to the server in pool mode session or transaction. Prints how to reach it, but for the
# database, as one line; keeps it until standard input ends, and removes it. Its log is the file `log` in that folder.
set -u
umask 077
unset PGHOST PGPORT PGSERVICE PGUSER PGDATABASE
host=$(printf '%s\n' "$1" | sed -n 's/.*host=\([^ ]*\).*/\1/p')
port=$(printf '%s\n' "$1" | sed -n 's/.*port=\([0-9]*\).*/\1/p')
program=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v pgbouncer) || {
  echo 'error: no pgbouncer'
  exit 69
}
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  as() { setpriv --reuid=postgres --regid="$(id -g postgres)" --init-groups --reset-env -- "$@"; }
fi
base=$(mktemp -d "${TMPDIR:-/tmp}/pgbouncer.XXXXXX") || exit 73
# shellcheck disable=SC2317 # called by the trap
finish() {
  # Not its parent, which may be a shell that ignores what we ignore.
  kill "$(cat "$base/pid" 2>/dev/null)" 2>/dev/null
  wait
  rm -rf "$base"
}
trap finish EXIT
trap '' INT HUP TERM PIPE QUIT
cat >"$base/pgbouncer.ini" <<END
[databases]
* = host=$host port=${port:-5432}
[pgbouncer]
listen_addr =
listen_port = 6432
unix_socket_dir = $base
unix_socket_mode = 0700
auth_type = trust
auth_file = $base/users
pool_mode = $2
default_pool_size = $3
logfile = $base/log
pidfile = $base/pid
END
printf '"postgres" ""\n"reader" ""\n' >"$base/users"
[ "$(id -u)" = 0 ] && chown -R postgres "$base"
cd /
as "$program" -q "$base/pgbouncer.ini" </dev/null >/dev/null 2>&1 &
tries=0
until [ -S "$base/.s.PGSQL.6432" ]; do
  tries=$((tries + 1))
  [ "$tries" -lt 100 ] || {
    echo "error: $(tail -n 1 "$base/log")"
    exit 69
  }
  sleep 0.1
done
printf 'host=%s port=6432 user=postgres\n' "$base"
exec >/dev/null
cat >/dev/null
exit 0
