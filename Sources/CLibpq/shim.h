#include <libpq-fe.h>

// What newer libraries than the headers' may hold is found when the program starts: a weak symbol is null where the
// library lacks it. So one binary, built with libpq 15, uses what 17 brought and runs with 15.

/// libpq 17: as many rows a result as are asked for, at most; 0 where they cannot come so.
__attribute__((weak)) extern int PQsetChunkedRowsMode(PGconn *conn, int chunkSize);

/// To be called once a statement was sent: its rows come some at a time, or one at a time where the library is older.
static inline int board_report_set_rows_mode(PGconn *conn, int chunkSize) {
  return PQsetChunkedRowsMode ? PQsetChunkedRowsMode(conn, chunkSize) : PQsetSingleRowMode(conn);
}

/// PGRES_TUPLES_CHUNK of libpq 17.
static const ExecStatusType board_report_tuples_chunk = (ExecStatusType)12;

/// libpq 17: cancels by the session's own rules, so over TLS where the session is.
typedef struct pg_cancel_conn board_report_cancel;
__attribute__((weak)) extern board_report_cancel *PQcancelCreate(PGconn *conn);
__attribute__((weak)) extern int PQcancelBlocking(board_report_cancel *cancelConn);
__attribute__((weak)) extern void PQcancelFinish(board_report_cancel *cancelConn);

/// Null where the library is older, or there is no memory.
static inline board_report_cancel *board_report_cancel_create(PGconn *conn) {
  return PQcancelCreate && PQcancelBlocking && PQcancelFinish ? PQcancelCreate(conn) : 0;
}

static inline void board_report_cancel_free(board_report_cancel *cancel) {
  PQcancelFinish(cancel);
}

static inline void board_report_cancel_run(board_report_cancel *cancel) {
  PQcancelBlocking(cancel);
  PQcancelFinish(cancel);
}
