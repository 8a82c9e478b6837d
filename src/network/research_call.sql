-- piece research_call_columns
SELECT k.id, k.number, k.node, o.slug, COALESCE(n.name, o.name), k.title,
       k.words, k.zone, k.opens_date, k.opens_time, k.closes_date,
       k.closes_time, k.opens_ms, k.closes_ms, k.rev
  FROM research_call k JOIN org o ON o.id = k.node
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang

-- research_call_by_number(number, lang)
{research_call_columns}
 WHERE k.number = :number;

-- research_call_list(lang, count)
{research_call_columns}
 ORDER BY k.closes_ms DESC, k.id DESC LIMIT :count;

-- research_call_below(org, lang, count)
{research_call_columns}
 WHERE EXISTS (SELECT 1 FROM org_path p
                WHERE p.node = k.node AND p.ancestor = :org)
 ORDER BY k.closes_ms DESC, k.id DESC LIMIT :count;

-- research_call_insert(id, number, node, title, words, zone, opens_date, opens_time, closes_date, closes_time, opens_ms, closes_ms, created_ms, by_person)
INSERT INTO research_call (id, number, node, title, words, zone, opens_date,
                           opens_time, closes_date, closes_time, opens_ms,
                           closes_ms, created_ms, by_person, rev)
VALUES (:id, :number, :node, :title, :words, :zone, :opens_date, :opens_time,
        :closes_date, :closes_time, :opens_ms, :closes_ms, :created_ms,
        :by_person, 1);

-- research_call_update(title, words, zone, opens_date, opens_time, closes_date, closes_time, opens_ms, closes_ms, id, rev)
UPDATE research_call
   SET title = :title, words = :words, zone = :zone, opens_date = :opens_date,
       opens_time = :opens_time, closes_date = :closes_date,
       closes_time = :closes_time, opens_ms = :opens_ms,
       closes_ms = :closes_ms, rev = rev + 1
 WHERE id = :id AND rev = :rev;
