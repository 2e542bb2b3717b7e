/*
** check.h - a field's limits: what they refuse, and what they only warn of, with a message for people.
** Messages have counts and limits in them but no values, except an unknown one of an enum, cut.
*/
#ifndef WXC_CHECK_H
#define WXC_CHECK_H

#include "json/fault.h"
#include "json/schema.h"

void wxc_check_string (wxc_Report *r, const wxc_Field *f, const char *s, size_t len, const wxc_Path *path);
void wxc_check_number (wxc_Report *r, const wxc_Field *f, double n, const wxc_Path *path);
void wxc_check_items (wxc_Report *r, const wxc_Field *f, size_t n, const wxc_Path *path);
/* An absent field; `sibling` is the name of the one that makes it required, NULL when it always is. */
void wxc_check_required (wxc_Report *r, const wxc_Field *f, const char *sibling, const wxc_Path *path);
/* None of a group's fields is there; path is the object's. */
void wxc_check_group (wxc_Report *r, const wxc_Object *o, const wxc_Group *group, const wxc_Path *path);
/* Warns of an unknown field, once for all items of a list. */
void wxc_check_unknown (wxc_Report *r, const wxc_Path *path);
void wxc_check_warning (wxc_Report *r, const wxc_Path *path, const char *text);

#endif
