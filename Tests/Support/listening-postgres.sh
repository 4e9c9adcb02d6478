#!/bin/sh
# listening-postgres FILES [PRIMARY]: a PostgreSQL as an administrator runs it, for tests: it listens on a free port of
# 127.0.0.1 beside its Unix socket, writes ahead fully and logs who comes. Prints how its superuser reaches it by the
# socket as one line, keeps it until standard input ends, and removes it. The log is the file `log` in the socket's folder.
# What stands in the folder FILES (a certificate, a key, pg_hba.conf) is put into the data folder; it may be empty.
# With PRIMARY, the connection string of another such server, it is that one's hot standby and streams from it.
set -u
umask 077
unset PGDATA PGPORT PGHOST PGOPTIONS PGSERVICE PGUSER PGDATABASE PGPASSFILE
die() {
  echo "error: $*"
  exit 69
}
files=$(cd "$1" && pwd) || die "no folder $1"
primary=${2-}
if [ -z "${PGBIN-}" ]; then
  for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin; do
    [ -x "$folder/postgres" ] && PGBIN=$folder
  done
fi
[ -x "${PGBIN-}/initdb" ] || die 'no PostgreSQL server programs: install postgresql, or set PGBIN'
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  as() { setpriv --reuid=postgres --regid="$(id -g postgres)" --init-groups --reset-env -- "$@"; }
fi
trap '' INT HUP TERM PIPE QUIT
base=$(mktemp -d "${TMPDIR:-/tmp}/listening-postgres.XXXXXX") || die 'no temporary folder'
cd /
# shellcheck disable=SC2317 # called by the trap
finish() {
  as "$PGBIN/pg_ctl" -D "$base/d" -m immediate -w -t 10 stop >/dev/null 2>&1
  rm -rf "$base"
}
trap finish EXIT
[ "$(id -u)" = 0 ] && chown postgres "$base"
if [ -n "$primary" ]; then
  # -R writes primary_conninfo and standby.signal.
  as "$PGBIN/pg_basebackup" -d "$primary" -D "$base/d" -R -X stream -c fast --no-sync </dev/null >"$base/made" 2>&1
else
  as env LC_ALL=C.UTF-8 "$PGBIN/initdb" -D "$base/d" -U postgres -A trust -E UTF8 --locale=C.UTF-8 \
    --no-sync --no-instructions --wal-segsize=1 </dev/null >"$base/made" 2>&1
fi || die "$(tail -n 1 "$base/made")"
for file in "$files"/*; do
  [ -f "$file" ] && { as tee "$base/d/${file##*/}" <"$file" >/dev/null || die "cannot put $file"; }
done
rm -f "$base/d/log"
# A port is free when the server could take it: looking first would leave time for others.
tries=0
port=$((20000 + $$ % 10000))
until as "$PGBIN/pg_ctl" -D "$base/d" -s -w -t 60 -l "$base/d/log" -o "-F -p $port -k $base/d \
 -c listen_addresses=127.0.0.1 -c unix_socket_permissions=0700 -c max_connections=20 -c shared_buffers=16MB \
 -c wal_level=replica -c max_wal_senders=4 -c hot_standby=on -c log_connections=on -c logging_collector=off" \
  start </dev/null >/dev/null 2>&1; do
  tries=$((tries + 1))
  if [ "$tries" -gt 20 ] || ! grep -q 'could not create any TCP/IP sockets' "$base/d/log"; then
    die "$(tail -n 1 "$base/d/log")"
  fi
  rm -f "$base/d/log"
  port=$((20000 + (port + 137) % 10000))
done
printf 'host=%s port=%s user=postgres dbname=postgres sslmode=disable gssencmode=disable\n' "$base/d" "$port"
exec >/dev/null
cat >/dev/null
exit 0
