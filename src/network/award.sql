-- piece award_editions   with the reader's words and the edition's own
SELECT e.id, e.number, e.node, o.slug, COALESCE(n.name, o.name), e.year,
       e.lang, e.zone, e.opens_date, e.closes_date, e.review_until,
       e.reviews_each, e.published_date, e.rev, COALESCE(w.lang, d.lang),
       COALESCE(w.name, d.name), COALESCE(w.about, d.about),
       COALESCE(w.who, d.who), COALESCE(w.jury, d.jury),
       COALESCE(w.prize, d.prize), d.categories, d.criteria,
       w.categories, w.criteria
  FROM award_edition e
  JOIN award_words d ON d.edition = e.id AND d.lang = e.lang
  JOIN org o ON o.id = e.node
  LEFT JOIN award_words w ON w.edition = e.id AND w.lang = :lang
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang

-- award_by_number(number, lang)
{award_editions}
 WHERE e.number = :number;

-- award_list(lang, count)
{award_editions}
 ORDER BY e.year DESC, e.opens_date DESC, e.id DESC LIMIT :count;

-- award_below(org, lang, count)
{award_editions}
 WHERE EXISTS (SELECT 1 FROM org_path p
                WHERE p.node = e.node AND p.ancestor = :org)
 ORDER BY e.year DESC, e.opens_date DESC, e.id DESC LIMIT :count;

-- award_words_in(edition, lang)
SELECT name, about, who, jury, prize, categories, criteria
  FROM award_words WHERE edition = :edition AND lang = :lang;

-- award_is_reviewer(number, person)
SELECT 1 FROM award_reviewer r JOIN award_edition e ON e.id = r.edition
 WHERE e.number = :number AND r.person = :person AND r.is_active = 1;

-- award_has_cases(edition)
SELECT id FROM award_case
 WHERE edition = :edition ORDER BY id LIMIT 1;

-- award_insert(id, number, node, year, lang, zone, opens_date, closes_date, review_until, reviews_each, created_ms, by_person)
INSERT INTO award_edition (id, number, node, year, lang, zone, opens_date,
                           closes_date, review_until, reviews_each,
                           published_date, created_ms, by_person, rev)
VALUES (:id, :number, :node, :year, :lang, :zone, :opens_date, :closes_date,
        :review_until, :reviews_each, '', :created_ms, :by_person, 1);

-- award_update(year, zone, opens_date, closes_date, review_until, reviews_each, id, rev)
UPDATE award_edition
   SET year = :year, zone = :zone, opens_date = :opens_date,
       closes_date = :closes_date, review_until = :review_until,
       reviews_each = :reviews_each, rev = rev + 1
 WHERE id = :id AND rev = :rev AND published_date = '';

-- award_put_words(edition, lang, name, about, who, jury, prize, categories, criteria)
INSERT INTO award_words (edition, lang, name, about, who, jury, prize,
                         categories, criteria)
VALUES (:edition, :lang, :name, :about, :who, :jury, :prize, :categories,
        :criteria)
ON CONFLICT (edition, lang) DO UPDATE
   SET name = :name, about = :about, who = :who, jury = :jury, prize = :prize,
       categories = :categories, criteria = :criteria;

-- award_undecided(edition)   cases nobody has judged; cases awarded
SELECT COALESCE(CAST(SUM(CASE WHEN state = 'received' THEN 1 ELSE 0 END)
                     AS {i64}), 0),
       COALESCE(CAST(SUM(CASE WHEN state = 'valid' AND place <> '' THEN 1
                              ELSE 0 END) AS {i64}), 0)
  FROM award_case WHERE edition = :edition;

-- award_publish(published_date, id, rev)
UPDATE award_edition SET published_date = :published_date, rev = rev + 1
 WHERE id = :id AND rev = :rev AND published_date = '';
