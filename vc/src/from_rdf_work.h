/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of fromRdf share: the graph map of one run. */
#ifndef VC_FROM_RDF_WORK_H
#define VC_FROM_RDF_WORK_H

#include "ld.h"
#include "ld_index.h"
#include "vc/from_rdf.h"

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define XSD "http://www.w3.org/2001/XMLSchema#"
#define I18N "https://www.w3.org/ns/i18n#"

struct vc_rdf_graph;
struct vc_rdf_list;

/* A subject, or an object that is no literal, in one graph. */
struct vc_rdf_node {
    const struct vc_term *term;
    struct vc_rdf_graph *graph;
    struct vc_json *object;     /* its node object, "@id" first */
    struct vc_rdf_graph *named; /* default graph only: the graph it names */
    struct vc_rdf_list *list;   /* the list it is a node of, or NULL */
    struct vc_rdf_node *next;   /* in its graph */
    uint32_t hash;
    bool compound; /* has an rdf:direction that counts */
    bool gone;     /* became part of a list or a literal */
};

/* Where an object is used: a value of the property of a node. */
struct vc_rdf_usage {
    struct vc_rdf_node *node;
    const struct vc_term *property;
    struct vc_json *value;
    struct vc_rdf_usage *next;
};

struct vc_rdf_graph {
    struct vc_rdf_node *first;
    struct vc_rdf_node *last;
    struct vc_rdf_usage *nil; /* of rdf:nil, the newest first */
    size_t node_count;
    struct vc_rdf_graph *next;
};

/* What is known of a blank node in all graphs together. */
struct vc_rdf_blank {
    struct vc_view text;      /* "_:label"; NULL data: not yet needed */
    struct vc_rdf_usage once; /* where `uses` is 1 */
    uint32_t uses;            /* 2 stands for more */
    uint32_t graphs;          /* where it is a subject; 2 stands for more */
    bool is_name;             /* of a graph */
};

struct vc_from_rdf_run {
    struct vc_ld ld; /* for the arena and the error */
    struct vc_ld_index index;
    struct vc_from_rdf_options options;
    struct vc_rdf_blank *blanks; /* by number */
    struct vc_rdf_node **slots;  /* open hash table of nodes */
    size_t slot_count;
    size_t node_count;
    struct vc_rdf_graph *graphs; /* the default graph first */
};

static inline bool
vc_from_rdf_is(const struct vc_term *term, struct vc_view iri)
{
    return term->kind == VC_TERM_IRI && vc_view_equal(term->value, iri);
}

/* May the node go and its content stand where it is used? It is blank, is used
 * once, in its own graph, says something in no other and names none. */
bool vc_from_rdf_can_go(const struct vc_from_rdf_run *run,
                        const struct vc_rdf_node *node);

/* ---- from_rdf_literal.c ---- */

/* RDF to Object Conversion (section 8.7.2) of a literal. */
enum vc_status vc_from_rdf_literal(struct vc_from_rdf_run *run,
                                   const struct vc_term *literal,
                                   struct vc_json **out);

/* Step 6.1 of section 8.4.2: a node with rdf:direction becomes a literal. */
enum vc_status vc_from_rdf_literal_compound(struct vc_from_rdf_run *run,
                                            struct vc_rdf_node *node);

/* ---- from_rdf_list.c ---- */

/* Steps 6.2 to 6.4 of section 8.4.2: chains of nodes become lists. */
enum vc_status vc_from_rdf_list(struct vc_from_rdf_run *run,
                                struct vc_rdf_graph *graph);

#endif
