-- piece dialogue_series_columns
s.id, s.number, s.node, o.slug, COALESCE(n.name, o.name), s.title,
s.aim, s.rev

-- piece dialogue_series_tables
dialogue_series s JOIN org o ON o.id = s.node
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang

-- piece dialogue_event_columns
e.id, e.number, e.series, s.number, s.title, s.node, o.slug,
COALESCE(n.name, o.name), e.title, e.place, e.zone, e.langs,
e.from_date, e.to_date, e.register_until, e.status, e.why, e.rev

-- piece dialogue_event_tables
dialogue_event e JOIN dialogue_series s ON s.id = e.series
  JOIN org o ON o.id = s.node
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang

-- dialogue_series_by_number(number, lang)
SELECT {dialogue_series_columns}
  FROM {dialogue_series_tables}
 WHERE s.number = :number;

-- dialogue_series_list(lang, count)
SELECT {dialogue_series_columns}
  FROM {dialogue_series_tables}
 ORDER BY s.title, s.id LIMIT :count;

-- dialogue_series_below(org, lang, count)
SELECT {dialogue_series_columns}
  FROM {dialogue_series_tables}
 WHERE EXISTS (SELECT 1 FROM org_path p
                WHERE p.node = s.node AND p.ancestor = :org)
 ORDER BY s.title, s.id LIMIT :count;

-- dialogue_event_by_number(number, lang)
SELECT {dialogue_event_columns}
  FROM {dialogue_event_tables}
 WHERE e.number = :number;

-- dialogue_events_of(series, lang, count)
SELECT {dialogue_event_columns}
  FROM {dialogue_event_tables}
 WHERE e.series = :series
 ORDER BY e.from_date DESC, e.id DESC LIMIT :count;

-- dialogue_events_coming(today, lang, count)
SELECT {dialogue_event_columns}
  FROM {dialogue_event_tables}
 WHERE e.to_date >= :today
 ORDER BY e.from_date, e.id LIMIT :count;

-- dialogue_events_at(org, since, lang, count)   held there, below or above it, or with a delegation from there
SELECT {dialogue_event_columns}
  FROM {dialogue_event_tables}
 WHERE e.to_date >= :since
   AND (EXISTS (SELECT 1 FROM org_path p
                 WHERE p.node = s.node AND p.ancestor = :org)
        OR EXISTS (SELECT 1 FROM org_path p
                    WHERE p.node = :org AND p.ancestor = s.node)
        OR EXISTS (SELECT 1 FROM dialogue_delegation d
                     JOIN org_path p ON p.node = d.org AND p.ancestor = :org
                    WHERE d.event = e.id))
 ORDER BY e.from_date DESC, e.id DESC LIMIT :count;

-- dialogue_session_list(event)
SELECT key, on_date, from_time, to_time, title, is_off, sequence, changed_ms
  FROM dialogue_session WHERE event = :event
 ORDER BY on_date, from_time, key;

-- dialogue_entries(series, count)
SELECT x.key, x.on_date, x.from_time, x.to_time, x.title, x.is_off,
       x.sequence, x.changed_ms, x.event
  FROM dialogue_session x JOIN dialogue_event e ON e.id = x.event
 WHERE e.series = :series
 ORDER BY x.on_date DESC, x.from_time DESC, x.event, x.key LIMIT :count;

-- dialogue_series_insert(id, number, node, title, aim, created_ms, by_person)
INSERT INTO dialogue_series (id, number, node, title, aim, created_ms,
                             by_person, rev)
VALUES (:id, :number, :node, :title, :aim, :created_ms, :by_person, 1);

-- dialogue_series_update(title, aim, id, rev)
UPDATE dialogue_series SET title = :title, aim = :aim, rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- dialogue_event_insert(id, number, series, title, place, zone, langs, from_date, to_date, register_until, created_ms, by_person)
INSERT INTO dialogue_event (id, number, series, title, place, zone, langs,
                            from_date, to_date, register_until, status, why,
                            created_ms, by_person, rev)
VALUES (:id, :number, :series, :title, :place, :zone, :langs, :from_date,
        :to_date, :register_until, 'planned', '', :created_ms, :by_person, 1);

-- dialogue_event_update(title, place, zone, langs, from_date, to_date, register_until, id, rev)
UPDATE dialogue_event
   SET title = :title, place = :place, zone = :zone, langs = :langs,
       from_date = :from_date, to_date = :to_date,
       register_until = :register_until, rev = rev + 1
 WHERE id = :id AND rev = :rev AND status = 'planned';

-- dialogue_event_call_off(why, id, rev)
UPDATE dialogue_event SET status = 'cancelled', why = :why, rev = rev + 1
 WHERE id = :id AND rev = :rev AND status = 'planned';

-- dialogue_session_insert(event, key, on_date, from_time, to_time, title, changed_ms)
INSERT INTO dialogue_session (event, key, on_date, from_time, to_time, title,
                              is_off, sequence, changed_ms)
VALUES (:event, :key, :on_date, :from_time, :to_time, :title, 0, 0,
        :changed_ms);

-- dialogue_session_update(on_date, from_time, to_time, title, is_off, changed_ms, event, key)
UPDATE dialogue_session
   SET on_date = :on_date, from_time = :from_time, to_time = :to_time,
       title = :title, is_off = :is_off, sequence = sequence + 1,
       changed_ms = :changed_ms
 WHERE event = :event AND key = :key;

-- dialogue_sessions_off(changed_ms, event)
UPDATE dialogue_session
   SET is_off = 1, sequence = sequence + 1, changed_ms = :changed_ms
 WHERE event = :event AND is_off = 0;
