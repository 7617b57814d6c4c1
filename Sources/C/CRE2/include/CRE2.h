#ifndef HEARTH_CRE2_H
#define HEARTH_CRE2_H

#ifdef __cplusplus
extern "C" {
#endif

/// The version of this shim.
int hearth_re2_version(void);

#ifdef __cplusplus
}
#endif

#endif
