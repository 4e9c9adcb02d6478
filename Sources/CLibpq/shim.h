#include <libpq-fe.h>

// Functions that libpq may have although its headers lack them are found when the program starts: a weak symbol is null
// where the library lacks the function. So one binary, built with libpq 15, uses libpq 17 and runs with libpq 15.

/// Function of libpq 17: results of at most `chunkSize` rows each. Returns 0 when the statement cannot deliver rows so.
__attribute__((weak)) extern int PQsetChunkedRowsMode(PGconn *conn, int chunkSize);

/// Makes the rows of a sent statement arrive in chunks, or one at a time with an older libpq.
static inline int board_report_set_rows_mode(PGconn *conn, int chunkSize) {
  return PQsetChunkedRowsMode ? PQsetChunkedRowsMode(conn, chunkSize) : PQsetSingleRowMode(conn);
}

/// The status PGRES_TUPLES_CHUNK of libpq 17.
static const ExecStatusType board_report_tuples_chunk = (ExecStatusType)12;

/// Type and functions of libpq 17 that cancel with the session's own settings: over TLS when the session uses TLS.
typedef struct pg_cancel_conn board_report_cancel;
__attribute__((weak)) extern board_report_cancel *PQcancelCreate(PGconn *conn);
__attribute__((weak)) extern int PQcancelBlocking(board_report_cancel *cancelConn);
__attribute__((weak)) extern void PQcancelFinish(board_report_cancel *cancelConn);

/// Returns null with an older libpq or without memory.
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
