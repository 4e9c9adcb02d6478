#!/bin/sh
# certificates FOLDER NAME: puts into the folder two roots (root.crt, other.crt) and what the first of them signed for a
# server of that name: one key (server.key), a certificate that holds (server.crt), and one that ended yesterday
# (expired.crt).
set -eu
umask 077
cd "$1"
ec='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
exec 2>log
for root in root other; do
  # shellcheck disable=SC2086 # several words
  openssl req -x509 $ec -days 30 -subj "/CN=$root of tests" -keyout "$root.key" -out "$root.crt"
done
# shellcheck disable=SC2086 # several words
openssl req -new $ec -subj "/CN=$2" -addext "subjectAltName=DNS:$2" -keyout server.key -out server.csr
sign() {
  openssl x509 -req -in server.csr -CA root.crt -CAkey root.key -set_serial "$2" -copy_extensions copy \
    -days "$3" -out "$1"
}
sign server.crt 1 30
sign expired.crt 2 -1
rm -f root.key other.key server.csr log
