#include <libxml/xmlversion.h>
// Without this line the headers of ICU come along where libxml2 was built with it. Foundation has other ones of the same names, and
// the compiler refuses a file that sees both. Nothing here uses what the line hides.
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlreader.h>
