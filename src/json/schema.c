/*
** schema.c - see schema.h.
*/
#include "json/schema.h"

#include <stdlib.h>

#define CHUNK 8192
#define ALIGN (_Alignof(max_align_t))

typedef struct wxc_Chunk {
  struct wxc_Chunk *next;
  size_t used, size;
  max_align_t bytes[];
} wxc_Chunk;

void *wxc_schema_alloc (wxc_Schema *s, size_t n) {
  wxc_Chunk *c = s->chunks;
  void *p;
  n = (n + ALIGN - 1) / ALIGN * ALIGN;
  if (c == NULL || c->size - c->used < n) {
    size_t size = n > CHUNK ? n : CHUNK;
    if ((c = calloc(1, sizeof(*c) + size)) == NULL) return NULL;
    c->size = size;
    c->next = s->chunks;
    s->chunks = c;
  }
  p = (char *)c->bytes + c->used;
  c->used += n;
  return p;
}

void wxc_schema_free (wxc_Schema *s) {
  while (s->chunks != NULL) {
    wxc_Chunk *c = s->chunks;
    s->chunks = c->next;
    free(c);
  }
  s->root = NULL;
}

int wxc_schema_index (wxc_Schema *s, wxc_Object *o, const wxc_Field **twice) {
  uint32_t size = 4;
  uint16_t *slots, *absent;
  while (size < o->n * 3) size *= 2; /* at most a third full: hardly a collision */
  if ((slots = wxc_schema_alloc(s, size * sizeof(*slots))) == NULL) return 0;
  if ((absent = wxc_schema_alloc(s, (o->n + 4) * sizeof(*absent))) == NULL) return 0;
  o->slots = slots;
  o->absent = absent;
  o->mask = size - 1;
  for (size_t i = 0; i < o->n; i++) {
    const wxc_Field *f = &o->fields[i];
    uint32_t at = wxc_schema_hash(f->name, f->name_len) & o->mask;
    if (wxc_schema_find(o, f->name, f->name_len) != 0) *twice = f;
    while (slots[at] != 0) at = (at + 1) & o->mask;
    slots[at] = (uint16_t)(i + 1);
    if ((f->flags & WXC_REQUIRED) || f->when.n > 0) absent[i] = WXC_LOOK;
  }
  return 1;
}
