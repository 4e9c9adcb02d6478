#!/bin/sh
# private-postgres: starts a private PostgreSQL server on a Unix socket in a 0700 folder, prints its connection string as
# one line, and keeps it until standard input ends: when the parent closes the input, ends, crashes or is killed. Then it
# stops the server and removes the folder. PGBIN names the folder of the server's programs, PRIVATE_POSTGRES_USER the user
# that runs the server when this script runs as root. An error is the one line, after `error: `.
set -u
umask 077
unset PGDATA PGPORT PGHOST PGOPTIONS PGDATESTYLE PGCLIENTENCODING PGTZ PGSERVICE PGUSER PGDATABASE
die() {
  code=$1
  shift
  echo "error: $*"
  exit "$code"
}
if [ -z "${PGBIN-}" ]; then
  for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin; do
    [ -x "$folder/postgres" ] && PGBIN=$folder
  done
fi
[ -x "${PGBIN-}/initdb" ] || die 69 'PostgreSQL server programs are missing; install postgresql, or set PGBIN'
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  owner=${PRIVATE_POSTGRES_USER:-postgres}
  id "$owner" >/dev/null 2>&1 || die 69 "PostgreSQL does not run as root, and the user $owner does not exist; create it or set PRIVATE_POSTGRES_USER"
  as() {
    setpriv --reuid="$owner" --regid="$(id -g "$owner")" --init-groups --reset-env -- "$@"
  }
fi
# Signals are ignored and the removal is prepared first, so that an early stop leaves nothing behind.
trap '' INT HUP TERM PIPE QUIT
base=$(mktemp -d "${TMPDIR:-/tmp}/private-postgres.XXXXXX") || die 73 'a temporary folder cannot be created; check TMPDIR'
# The server's owner may enter the root folder. The folder where the script was started may be closed to that user.
base=$(cd "$base" && pwd) || die 73 'a temporary folder cannot be created; check TMPDIR'
cd /
started=
# shellcheck disable=SC2317 # called by the trap
finish() {
  [ -n "$started" ] && as "$PGBIN/pg_ctl" -D "$base/d" -m immediate -w -t 10 stop >/dev/null 2>&1
  rm -rf "$base" || {
    sleep 1
    rm -rf "$base"
  }
}
trap finish EXIT
[ "${#base}" -le 85 ] || die 64 "the path $base is too long for a socket (107 bytes); set TMPDIR to a shorter folder"
[ -n "${owner-}" ] && chown "$owner" "$base"
as env LC_ALL=C.UTF-8 "$PGBIN/initdb" -D "$base/d" -U postgres -A trust -E UTF8 \
  --locale=C.UTF-8 --no-sync --no-instructions --wal-segsize=1 </dev/null >"$base/initdb.log" 2>&1 || {
  die 69 "$(tail -n 1 "$base/initdb.log")"
}
started=1
as "$PGBIN/pg_ctl" -D "$base/d" -s -w -t 60 -l "$base/d/log" -o "-F -p 5432 -k $base/d \
 -c listen_addresses= -c unix_socket_permissions=0700 -c synchronous_commit=off -c full_page_writes=off \
 -c wal_level=minimal -c max_wal_senders=0 -c max_connections=40 -c shared_buffers=16MB \
 -c logging_collector=off" start </dev/null >/dev/null || {
  die 69 "$(tail -n 1 "$base/d/log")"
}
# Names every setting that a caller's environment could change.
printf 'host=%s port=5432 user=postgres dbname=postgres sslmode=disable gssencmode=disable %s\n' \
  "$base/d" 'channel_binding=disable target_session_attrs=any'
exec >/dev/null
cat >/dev/null
exit 0
