-- piece export_x_below   it lies at the place asked for, or below
EXISTS (SELECT 1 FROM org_path h
         WHERE h.node = x.node AND h.ancestor = :org)

-- piece export_x_org_below   it lies at the place asked for, or below
EXISTS (SELECT 1 FROM org_path h
         WHERE h.node = x.org AND h.ancestor = :org)

-- piece export_m_below   it lies at the place asked for, or below
EXISTS (SELECT 1 FROM org_path h
         WHERE h.node = m.node AND h.ancestor = :org)

-- piece export_s_below   it lies at the place asked for, or below
EXISTS (SELECT 1 FROM org_path h
         WHERE h.node = s.node AND h.ancestor = :org)

-- piece export_p_below   it lies at the place asked for, or below
EXISTS (SELECT 1 FROM org_path h
         WHERE h.node = p.node AND h.ancestor = :org)

-- export_organisations(org, after, until, count)
SELECT o.id, '', o.slug, o.kind, o.name,
       (SELECT u.slug FROM org_parent r JOIN org u ON u.id = r.parent
         WHERE r.org = o.id AND r.to_date IS NULL ORDER BY r.id LIMIT 1),
       o.country, o.city, o.website, o.ror, o.zone, o.lang, o.status,
       o.created_ms
  FROM org o
 WHERE o.id > :after AND o.id < :until
   AND EXISTS (SELECT 1 FROM org_path h
                WHERE h.node = o.id AND h.ancestor = :org)
 ORDER BY o.id LIMIT :count;

-- export_names(org, after, after_key, until, count)
SELECT x.org, x.lang, o.slug, x.lang, x.name
  FROM org_name x JOIN org o ON o.id = x.org
 WHERE x.org >= :after AND x.org < :until
   AND (x.org > :after OR x.lang > :after_key)
   AND {export_x_org_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_statuses(org, after, until, count)
SELECT x.id, '', o.slug, x.status, x.from_date, x.reason
  FROM org_status x JOIN org o ON o.id = x.org
 WHERE x.id > :after AND x.id < :until
   AND {export_x_org_below}
 ORDER BY x.id LIMIT :count;

-- export_mandates(org, after, until, count)
SELECT x.id, '', x.number, x.kind, o.slug, g.slug, x.title, x.status, x.from_date,
       x.to_date
  FROM mandate x JOIN org o ON o.id = x.node JOIN org g ON g.id = x.holder
 WHERE x.id > :after AND x.id < :until
   AND {export_x_below}
 ORDER BY x.id LIMIT :count;

-- export_people(org, after, until, count)
SELECT x.id, '', p.number,
       (SELECT n.name FROM person_name n WHERE n.person = p.id
         ORDER BY n.position, n.id LIMIT 1),
       o.slug, x.workgroup, x.from_date, x.to_date, p.lang, p.gender
  FROM affiliation x JOIN person p ON p.id = x.person
  JOIN org o ON o.id = x.org
 WHERE x.id > :after AND x.id < :until
   AND {export_x_org_below}
 ORDER BY x.id LIMIT :count;

-- export_roles(org, after, until, count)
SELECT x.id, '', p.number,
       (SELECT n.name FROM person_name n WHERE n.person = p.id
         ORDER BY n.position, n.id LIMIT 1),
       x.role, o.slug, x.from_date, x.to_date
  FROM role_grant x JOIN person p ON p.id = x.person
  JOIN org o ON o.id = x.org
 WHERE x.id > :after AND x.id < :until
   AND {export_x_org_below}
 ORDER BY x.id LIMIT :count;

-- export_applications(org, after, until, count)
SELECT x.id, '', o.slug, x.state, x.org_name, x.country, x.city, x.website,
       x.contact_name, x.contact_post, x.contact_email, x.signer_post,
       x.staff_count, x.motive, x.created_ms, x.sent_ms, x.decided_ms,
       x.reason, x.remark, x.endorsed_ms, x.endorsement, x.paper_hash, x.paper_type,
       CAST(x.id AS {text})
  FROM application x JOIN org o ON o.id = x.node
 WHERE x.id > :after AND x.id < :until
   AND {export_x_below}
   AND x.state <> 'draft'
 ORDER BY x.id LIMIT :count;

-- export_agreements(org, after, until, count)
SELECT x.id, '', x.number, x.kind, x.title, o.slug, x.status, x.is_public,
       x.signed_date, x.from_date, x.until_date, x.end_reason, x.created_ms,
       x.paper_hash, x.paper_type, x.number
  FROM agreement x JOIN org o ON o.id = x.node
 WHERE x.id > :after AND x.id < :until
   AND {export_x_below}
 ORDER BY x.id LIMIT :count;

-- export_parties(org, after, after_key, until, count)
SELECT x.id, CAST(1000 + y.position AS {text}), x.number, o.slug, o.name
  FROM agreement x JOIN agreement_party y ON y.agreement = x.id
  JOIN org o ON o.id = y.org
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR CAST(1000 + y.position AS {text}) > :after_key)
   AND {export_x_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_clauses(org, after, after_key, until, count)
SELECT x.id, CAST(1000 + y.position AS {text}) || y.lang, x.number, y.position, y.lang, y.title, y.text
  FROM agreement x JOIN agreement_clause y ON y.agreement = x.id
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR CAST(1000 + y.position AS {text}) || y.lang > :after_key)
   AND {export_x_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_clause_goals(org, after, after_key, until, count)
SELECT x.id, CAST(1000 + y.clause AS {text}), x.number, y.clause, g.indicator,
       o.slug, g.amount, g.from_date, g.to_date
  FROM agreement x JOIN agreement_goal y ON y.agreement = x.id
  JOIN goal g ON g.id = y.goal JOIN org o ON o.id = g.node
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR CAST(1000 + y.clause AS {text}) > :after_key)
   AND {export_x_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_terms(org, after, until, count)
SELECT x.id, '', a.number, x.from_date, x.to_date, x.at_ms
  FROM agreement_term x JOIN agreement a ON a.id = x.agreement
 WHERE x.id > :after AND x.id < :until
   AND EXISTS (SELECT 1 FROM org_path h
                WHERE h.node = a.node AND h.ancestor = :org)
 ORDER BY x.id LIMIT :count;

-- export_approvals(org, after, after_key, until, count)
SELECT x.id, CAST(1000 + y.position AS {text}), x.number, o.slug, y.state, y.at_ms, y.reason
  FROM agreement x JOIN agreement_approval y ON y.agreement = x.id
  JOIN org o ON o.id = y.node
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR CAST(1000 + y.position AS {text}) > :after_key)
   AND {export_x_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_visits(org, inner, after, until, count)   who may not edit reads what is public
SELECT x.id, '', x.number, o.slug, x.guest, g.slug, x.title, x.from_date,
       x.to_date, x.place, x.delegates, x.agenda, x.public_note,
       CASE WHEN CAST(:inner AS {i64}) = 1 THEN x.minutes ELSE NULL END,
       CASE WHEN CAST(:inner AS {i64}) = 1 THEN x.remarks ELSE NULL END,
       x.is_public
  FROM visit x JOIN org o ON o.id = x.node
  LEFT JOIN org g ON g.id = x.guest_org
 WHERE x.id > :after AND x.id < :until
   AND (x.is_public = 1 OR CAST(:inner AS {i64}) = 1)
   AND {export_x_below}
 ORDER BY x.id LIMIT :count;

-- export_pictures(org, inner, after, after_key, until, count)
SELECT x.id, CAST(1000 + y.position AS {text}), x.number, y.position,
       y.caption, y.width, y.height, y.blob_hash, y.type,
       x.number || '-' || CAST(y.position AS {text})
  FROM visit x JOIN visit_picture y ON y.visit = x.id
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR CAST(1000 + y.position AS {text}) > :after_key)
   AND (x.is_public = 1 OR CAST(:inner AS {i64}) = 1)
   AND {export_x_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_items(org, inner, after, until, count)
SELECT x.id, '', v.number, x.position, x.title, o.slug, w.slug, x.due_date,
       x.status, x.evidence, x.closed_date, x.goal_indicator, g.slug,
       x.goal_count
  FROM item x JOIN visit v ON v.id = x.visit
  JOIN org o ON o.id = x.node JOIN org w ON w.id = x.owner
  LEFT JOIN org g ON g.id = x.goal_node
 WHERE x.id > :after AND x.id < :until
   AND (v.is_public = 1 OR CAST(:inner AS {i64}) = 1)
   AND {export_x_below}
 ORDER BY x.id LIMIT :count;

-- export_steps(org, inner, after, until, count)   what happened to items
SELECT x.id, '', v.number, i.position, x.what, x.on_date, x.due_before,
       x.due_after, x.words, x.at_ms
  FROM item_step x JOIN item i ON i.id = x.item JOIN visit v ON v.id = i.visit
 WHERE x.id > :after AND x.id < :until
   AND (v.is_public = 1 OR CAST(:inner AS {i64}) = 1)
   AND EXISTS (SELECT 1 FROM org_path h
                WHERE h.node = i.node AND h.ancestor = :org)
 ORDER BY x.id LIMIT :count;

-- export_dialogues(org, after, until, count)
SELECT x.id, '', x.number, o.slug, x.title, x.aim
  FROM dialogue_series x JOIN org o ON o.id = x.node
 WHERE x.id > :after AND x.id < :until
   AND {export_x_below}
 ORDER BY x.id LIMIT :count;

-- export_events(org, after, until, count)
SELECT x.id, '', x.number, s.number, x.title, x.place, x.zone, x.langs, x.from_date,
       x.to_date, x.register_until, x.status, x.why
  FROM dialogue_event x JOIN dialogue_series s ON s.id = x.series
 WHERE x.id > :after AND x.id < :until
   AND {export_s_below}
 ORDER BY x.id LIMIT :count;

-- export_sessions(org, after, after_key, until, count)
SELECT x.id, CAST(1000 + y.key AS {text}), x.number, y.on_date, y.from_time, y.to_time, y.title, y.is_off
  FROM dialogue_event x JOIN dialogue_series s ON s.id = x.series
  JOIN dialogue_session y ON y.event = x.id
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR CAST(1000 + y.key AS {text}) > :after_key)
   AND {export_s_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_delegations(org, after, after_key, until, count)
SELECT x.id, o.slug, x.number, o.slug, y.offices
  FROM dialogue_event x JOIN dialogue_series s ON s.id = x.series
  JOIN dialogue_delegation y ON y.event = x.id JOIN org o ON o.id = y.org
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR o.slug > :after_key)
   AND {export_s_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_recommendations(org, after, until, count)
SELECT x.id, '', x.number, e.number, x.position, x.words
  FROM recommendation x JOIN dialogue_event e ON e.id = x.event
  JOIN dialogue_series s ON s.id = e.series
 WHERE x.id > :after AND x.id < :until
   AND {export_s_below}
 ORDER BY x.id LIMIT :count;

-- export_addressees(org, after, after_key, until, count)
SELECT x.id, o.slug, x.number, o.slug, y.status, y.on_date, y.why
  FROM recommendation x JOIN dialogue_event e ON e.id = x.event
  JOIN dialogue_series s ON s.id = e.series
  JOIN recommendation_addressee y ON y.recommendation = x.id
  JOIN org o ON o.id = y.org
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR o.slug > :after_key)
   AND {export_s_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_openings(org, after, until, count)
SELECT x.id, '', s.slug, o.slug, x.from_date, x.to_date, a.number, g.clause
  FROM series_open x JOIN series s ON s.id = x.series
  JOIN org o ON o.id = x.org
  LEFT JOIN series_open_origin g ON g.opening = x.id
  LEFT JOIN agreement a ON a.id = g.agreement
 WHERE x.id > :after AND x.id < :until
   AND {export_x_org_below}
 ORDER BY x.id LIMIT :count;

-- export_enrolments(org, after, until, count)
SELECT x.id, '', p.number, s.slug, o.slug, x.workgroup, x.lang, x.started_date,
       x.completed_date
  FROM enrolment x JOIN person p ON p.id = x.person
  JOIN series s ON s.id = x.series JOIN org o ON o.id = x.org
 WHERE x.id > :after AND x.id < :until
   AND {export_x_org_below}
   AND x.aside = 0
 ORDER BY x.id LIMIT :count;

-- export_certificates(org, after, until, count)
SELECT x.id, '', x.number, x.holder_name, p.number, o.slug, i.number, x.lang,
       x.issued_date, x.withdrawn_ms, x.json
  FROM credential x JOIN person p ON p.id = x.person
  JOIN org o ON o.id = x.org JOIN issuer i ON i.id = x.issuer
 WHERE x.id > :after AND x.id < :until
   AND {export_x_org_below}
 ORDER BY x.id LIMIT :count;

-- export_editions(org, after, until, count)
SELECT x.id, '', x.number, o.slug, x.year, x.lang, w.name, x.zone, x.opens_date,
       x.closes_date, x.review_until, x.reviews_each, x.published_date,
       w.categories, w.criteria
  FROM award_edition x JOIN org o ON o.id = x.node
  JOIN award_words w ON w.edition = x.id AND w.lang = x.lang
 WHERE x.id > :after AND x.id < :until
   AND {export_x_below}
 ORDER BY x.id LIMIT :count;

-- export_cases(org, reader, after, until, count)   not of what the reader reviews
SELECT x.id, '', e.number, x.n, x.state, x.category, x.org_name, x.kind,
       x.country, x.contact_name, x.contact_post, x.contact_email, x.lang,
       x.title, x.abstract, x.words, x.link, x.reason, x.place, x.sent_ms,
       x.file_hash, x.file_type,
       e.number || '-' || CAST(x.n AS {text})
  FROM award_case x JOIN award_edition e ON e.id = x.edition
 WHERE x.id > :after AND x.id < :until AND x.state <> 'draft'
   AND NOT EXISTS (SELECT 1 FROM award_reviewer r
                    WHERE r.edition = e.id AND r.person = :reader
                      AND r.is_active = 1)
   AND EXISTS (SELECT 1 FROM org_path h
                WHERE h.node = e.node AND h.ancestor = :org)
 ORDER BY x.id LIMIT :count;

-- export_parents(org, after, until, count)
SELECT x.id, '', o.slug, u.slug, x.from_date, x.to_date, x.reason
  FROM org_parent x JOIN org o ON o.id = x.org JOIN org u ON u.id = x.parent
 WHERE x.id > :after AND x.id < :until
   AND {export_x_org_below}
 ORDER BY x.id LIMIT :count;

-- export_leavings(org, after, after_key, until, count)
SELECT x.org, '', o.slug, x.on_date, x.reason
  FROM membership_notice x JOIN org o ON o.id = x.org
 WHERE x.org >= :after AND x.org < :until
   AND (x.org > :after OR '' > :after_key)
   AND {export_x_org_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_mandate_steps(org, after, until, count)
SELECT x.id, '', m.number, x.event, x.on_date, x.note, x.who, x.document
  FROM mandate_event x JOIN mandate m ON m.id = x.mandate
 WHERE x.id > :after AND x.id < :until
   AND {export_m_below}
 ORDER BY x.id LIMIT :count;

-- export_mandate_terms(org, after, until, count)
SELECT x.id, '', m.number, x.from_date, x.to_date, x.at_ms
  FROM mandate_term x JOIN mandate m ON m.id = x.mandate
 WHERE x.id > :after AND x.id < :until
   AND {export_m_below}
 ORDER BY x.id LIMIT :count;

-- export_scopes(org, after, until, count)
SELECT x.id, '', m.number, s.slug, x.from_date, x.to_date
  FROM mandate_scope x JOIN mandate m ON m.id = x.mandate
  JOIN series s ON s.id = x.series
 WHERE x.id > :after AND x.id < :until
   AND {export_m_below}
 ORDER BY x.id LIMIT :count;

-- export_plans(org, after, until, count)
SELECT x.id, '', m.number, CAST(x.first AS {text}), x.version, x.from_date, x.to_date,
       x.every_months, x.status, x.reason, x.centre_date, x.office_date
  FROM plan x JOIN mandate m ON m.id = x.mandate
 WHERE x.id > :after AND x.id < :until
   AND {export_m_below}
 ORDER BY x.id LIMIT :count;

-- export_aims(org, after, after_key, until, count)
SELECT x.id, y.lang, CAST(x.first AS {text}), x.version, y.lang, y.text
  FROM plan x JOIN mandate m ON m.id = x.mandate
  JOIN plan_aim y ON y.plan = x.id
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR y.lang > :after_key)
   AND {export_m_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_targets(org, after, after_key, until, count)
SELECT x.id, CAST(1000 + y.position AS {text}), CAST(x.first AS {text}), x.version, y.key, y.title, y.due_date, g.indicator,
       o.slug, g.amount, g.from_date, g.to_date
  FROM plan x JOIN mandate m ON m.id = x.mandate
  JOIN plan_target y ON y.plan = x.id
  LEFT JOIN goal g ON g.id = y.goal LEFT JOIN org o ON o.id = g.node
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR CAST(1000 + y.position AS {text}) > :after_key)
   AND {export_m_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_deliveries(org, after, after_key, until, count)
SELECT x.id, CAST(1000 + y.key AS {text}), CAST(y.first AS {text}), y.key, y.on_date, y.evidence, y.at_ms
  FROM plan x JOIN mandate m ON m.id = x.mandate
  JOIN plan_done y ON y.first = x.id
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR CAST(1000 + y.key AS {text}) > :after_key)
   AND {export_m_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_reports(org, after, until, count)
SELECT x.id, '', CAST(x.id AS {text}), CAST(x.plan AS {text}), o.slug, x.from_date, x.to_date, x.due_date, x.status
  FROM plan_report x JOIN org o ON o.id = x.node
 WHERE x.id > :after AND x.id < :until
   AND {export_x_below}
 ORDER BY x.id LIMIT :count;

-- export_report_papers(org, after, until, count)
SELECT x.id, '', CAST(x.report AS {text}), CAST(x.id AS {text}), x.done, x.hard, x.next, x.on_date, x.answer,
       x.answer_date, x.reason
  FROM plan_report_paper x JOIN plan_report r ON r.id = x.report
 WHERE x.id > :after AND x.id < :until
   AND EXISTS (SELECT 1 FROM org_path h
                WHERE h.node = r.node AND h.ancestor = :org)
 ORDER BY x.id LIMIT :count;

-- export_report_figures(org, after, after_key, until, count)
SELECT x.id, CAST(1000 + y.position AS {text}), CAST(x.id AS {text}), y.title, y.due_date, y.indicator, o.slug, y.amount,
       y.reached, y.done_date, y.evidence
  FROM plan_report_paper x JOIN plan_report r ON r.id = x.report
  JOIN plan_report_figure y ON y.paper = x.id
  LEFT JOIN org o ON o.id = y.node
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR CAST(1000 + y.position AS {text}) > :after_key)
   AND EXISTS (SELECT 1 FROM org_path h
                WHERE h.node = r.node AND h.ancestor = :org)
 ORDER BY 1, 2 LIMIT :count;

-- export_nominations(org, after, until, count)
SELECT x.id, '', x.year, o.slug, e.slug, x.reason, x.on_date
  FROM nomination x JOIN org o ON o.id = x.nominator
  JOIN org e ON e.id = x.nominee
 WHERE x.id > :after AND x.id < :until
   AND EXISTS (SELECT 1 FROM org_path h
                WHERE h.node = x.nominator AND h.ancestor = :org)
 ORDER BY x.id LIMIT :count;

-- export_candidacies(org, after, until, count)
SELECT x.id, '', x.year, o.slug, x.answer, x.answer_date
  FROM candidacy x JOIN org o ON o.id = x.org
 WHERE x.id > :after AND x.id < :until
   AND {export_x_org_below}
 ORDER BY x.id LIMIT :count;

-- export_posts(org, after, until, count)
SELECT x.id, '', m.number, x.kind, x.title, p.number, o.slug, x.status, x.from_date,
       x.to_date, x.reason
  FROM post x JOIN mandate m ON m.id = x.mandate JOIN person p ON p.id = x.person
  LEFT JOIN org o ON o.id = x.nominated_by
 WHERE x.id > :after AND x.id < :until
   AND {export_m_below}
 ORDER BY x.id LIMIT :count;

-- export_accreditations(org, after, until, count)
SELECT x.id, '', o.slug, m.number, x.from_date, x.to_date, x.reason, x.ended_ms,
       x.ended_reason
  FROM accreditation x JOIN org o ON o.id = x.org
  LEFT JOIN mandate m ON m.id = x.mandate
 WHERE x.id > :after AND x.id < :until
   AND {export_x_org_below}
 ORDER BY x.id LIMIT :count;

-- export_attendances(org, after, after_key, until, count)
SELECT e.id, p.number, e.number, p.number, x.at_ms
  FROM dialogue_event e JOIN dialogue_series s ON s.id = e.series
  JOIN dialogue_attendance x ON x.event = e.id
  JOIN person p ON p.id = x.person
 WHERE e.id >= :after AND e.id < :until
   AND (e.id > :after OR p.number > :after_key)
   AND {export_s_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_answers(org, after, until, count)
SELECT x.id, '', r.number, o.slug, x.status, x.on_date, x.why, x.at_ms
  FROM recommendation_answer x JOIN recommendation r ON r.id = x.recommendation
  JOIN dialogue_event e ON e.id = r.event
  JOIN dialogue_series s ON s.id = e.series JOIN org o ON o.id = x.org
 WHERE x.id > :after AND x.id < :until
   AND {export_s_below}
 ORDER BY x.id LIMIT :count;

-- export_award_words(org, after, after_key, until, count)
SELECT x.id, y.lang, x.number, y.lang, y.name, y.about, y.who, y.jury, y.prize,
       y.categories, y.criteria
  FROM award_edition x JOIN award_words y ON y.edition = x.id
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR y.lang > :after_key)
   AND {export_x_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_reviews(org, reader, after, until, count)   not of what the reader reviews
SELECT x.id, '', e.number, k.n, p.number, x.state, x.words, x.at_ms,
       (SELECT CAST(SUM(s.points) AS {i64}) FROM award_score s
         WHERE s.review = x.id)
  FROM award_review x JOIN award_case k ON k.id = x.award_case
  JOIN award_edition e ON e.id = k.edition JOIN person p ON p.id = x.person
 WHERE x.id > :after AND x.id < :until
   AND NOT EXISTS (SELECT 1 FROM award_reviewer r
                    WHERE r.edition = e.id AND r.person = :reader
                      AND r.is_active = 1)
   AND EXISTS (SELECT 1 FROM org_path h
                WHERE h.node = e.node AND h.ancestor = :org)
 ORDER BY x.id LIMIT :count;

-- export_brief_lines(org, after, after_key, until, count)
SELECT x.id, CAST(1000 + y.position AS {text}), x.number, x.on_date, o.slug, y.position,
       y.section, y.name, y.value
  FROM brief x JOIN org o ON o.id = x.node
  JOIN brief_line y ON y.brief = x.id
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR CAST(1000 + y.position AS {text}) > :after_key)
   AND {export_x_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_item_places(org, inner, after, after_key, until, count)
SELECT x.id, o.slug, v.number, x.position, o.slug
  FROM item x JOIN visit v ON v.id = x.visit
  JOIN item_country y ON y.item = x.id JOIN org o ON o.id = y.node
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR o.slug > :after_key)
   AND (v.is_public = 1 OR CAST(:inner AS {i64}) = 1)
   AND {export_x_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_item_agreements(org, inner, after, after_key, until, count)
SELECT x.id, a.number, v.number, x.position, a.number
  FROM item x JOIN visit v ON v.id = x.visit
  JOIN item_agreement y ON y.item = x.id JOIN agreement a ON a.id = y.agreement
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR a.number > :after_key)
   AND (v.is_public = 1 OR CAST(:inner AS {i64}) = 1)
   AND {export_x_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_groups(org, after, until, count)
SELECT x.id, '', x.slug, o.slug, x.kind, x.name
  FROM org_group x JOIN org o ON o.id = x.node
 WHERE x.id > :after AND x.id < :until
   AND {export_x_below}
 ORDER BY x.id LIMIT :count;

-- export_group_members(org, after, until, count)
SELECT x.id, '', g.slug, o.slug, x.from_date, x.to_date
  FROM org_group_member x JOIN org_group g ON g.id = x.org_group
  JOIN org o ON o.id = x.org
 WHERE x.id > :after AND x.id < :until
   AND EXISTS (SELECT 1 FROM org_path h
                WHERE h.node = g.node AND h.ancestor = :org)
 ORDER BY x.id LIMIT :count;

-- export_calls(org, after, until, count)
SELECT x.id, '', x.number, o.slug, x.title, x.words, x.zone, x.opens_date,
       x.opens_time, x.closes_date, x.closes_time
  FROM research_call x JOIN org o ON o.id = x.node
 WHERE x.id > :after AND x.id < :until
   AND {export_x_below}
 ORDER BY x.id LIMIT :count;

-- export_projects(org, after, until, count)
SELECT x.id, '', x.number, o.slug, c.number, d.slug, x.title, x.abstract, x.remarks,
       x.status, x.from_date, x.to_date, x.report_months, x.started_date
  FROM research_project x JOIN org o ON o.id = x.node
  LEFT JOIN research_call c ON c.id = x.call
  LEFT JOIN org d ON d.id = x.decider
 WHERE x.id > :after AND x.id < :until
   AND {export_x_below}
 ORDER BY x.id LIMIT :count;

-- export_partners(org, after, after_key, until, count)
SELECT x.id, o.slug, x.number, o.slug, y.role, y.status, y.task, y.on_date, y.why
  FROM research_project x JOIN research_partner y ON y.project = x.id
  JOIN org o ON o.id = y.org
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR o.slug > :after_key)
   AND {export_x_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_project_steps(org, after, until, count)
SELECT x.id, '', p.number, x.what, x.on_date, x.words, x.at_ms
  FROM research_step x JOIN research_project p ON p.id = x.project
 WHERE x.id > :after AND x.id < :until
   AND {export_p_below}
 ORDER BY x.id LIMIT :count;

-- export_ethics(org, after, until, count)
SELECT x.id, '', p.number, o.slug, x.body, x.outcome, x.on_date, x.words,
       x.paper_hash, x.paper_type, CAST(x.id AS {text})
  FROM research_ethics x JOIN research_project p ON p.id = x.project
  JOIN org o ON o.id = x.org
 WHERE x.id > :after AND x.id < :until
   AND {export_p_below}
 ORDER BY x.id LIMIT :count;

-- export_data_rules(org, after, until, count)
SELECT x.id, '', p.number, x.kind, x.kept_at, x.seen_by, x.kept_until, x.opened,
       x.on_date
  FROM research_data x JOIN research_project p ON p.id = x.project
 WHERE x.id > :after AND x.id < :until
   AND {export_p_below}
 ORDER BY x.id LIMIT :count;

-- export_milestones(org, after, until, count)
SELECT x.id, '', p.number, CAST(x.id AS {text}), x.title, o.slug, x.due_date, x.status,
       x.evidence, x.closed_date
  FROM research_milestone x JOIN research_project p ON p.id = x.project
  JOIN org o ON o.id = x.owner
 WHERE x.id > :after AND x.id < :until
   AND {export_p_below}
 ORDER BY x.id LIMIT :count;

-- export_milestone_steps(org, after, until, count)
SELECT x.id, '', CAST(x.milestone AS {text}), x.what, x.on_date, x.due_before,
       x.due_after, x.words, x.at_ms
  FROM research_milestone_step x
  JOIN research_milestone m ON m.id = x.milestone
  JOIN research_project p ON p.id = m.project
 WHERE x.id > :after AND x.id < :until
   AND {export_p_below}
 ORDER BY x.id LIMIT :count;

-- export_project_reports(org, after, after_key, until, count)
SELECT x.id, y.due_date, x.number, y.due_date, y.handed_date, y.words
  FROM research_project x JOIN research_report y ON y.project = x.id
 WHERE x.id >= :after AND x.id < :until
   AND (x.id > :after OR y.due_date > :after_key)
   AND {export_x_below}
 ORDER BY 1, 2 LIMIT :count;

-- export_outputs(org, after, until, count)
SELECT x.id, '', p.number, x.kind, x.title, x.doi, x.url, x.on_date
  FROM research_output x JOIN research_project p ON p.id = x.project
 WHERE x.id > :after AND x.id < :until
   AND {export_p_below}
 ORDER BY x.id LIMIT :count;

-- export_acts(org, after, until, count)
SELECT x.id, '', x.at_ms, x.act, p.number, o.slug, v.value, x.chain_no
  FROM record x JOIN org o ON o.id = x.org
  LEFT JOIN person p ON p.id = x.person
  LEFT JOIN record_value v ON v.record = x.id
 WHERE x.id > :after AND x.id < :until
   AND {export_x_org_below}
 ORDER BY x.id LIMIT :count;

-- export_asked(org, person, low)
SELECT id FROM record
 WHERE org = :org AND id >= :low AND person = :person AND act = 'export.asked'
 ORDER BY id LIMIT 1;
