-- brief_by_number(number)
SELECT id, number, node, on_date FROM brief WHERE number = :number;

-- brief_lines(brief)
SELECT section, name, value FROM brief_line
 WHERE brief = :brief ORDER BY position;

-- brief_list(node, count)
SELECT id, number, node, on_date FROM brief
 WHERE node = :node ORDER BY id DESC LIMIT :count;

-- brief_insert(id, number, node, on_date, created_ms, by_person)
INSERT INTO brief (id, number, node, on_date, created_ms, by_person)
VALUES (:id, :number, :node, :on_date, :created_ms, :by_person);

-- brief_insert_line(brief, position, section, name, value)
INSERT INTO brief_line (brief, position, section, name, value)
VALUES (:brief, :position, :section, :name, :value);
