// The way through the folder above passes by minizip's header of the same name, whose folder libxlsxwriter adds on Debian 13.
#include <../include/zip.h>
