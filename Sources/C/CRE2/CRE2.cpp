#include "CRE2.h"

int hearth_re2_version(void) { return 1; }
