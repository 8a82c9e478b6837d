-- piece achievement_columns
a.id, a.number, a.series, a.workload_hours, a.credits_milli,
a.credit_system, t.level, t.level_system, a.participation,
a.supervision, t.lang, t.name, t.description, t.criteria, t.outcomes,
t.assessment, t.quality, t.prerequisites, t.stackability

-- piece achievement_tables
achievement a JOIN achievement_text t ON t.achievement = a.id

-- piece achievement_first   the text in the language asked for, else any
ORDER BY CASE WHEN t.lang = :lang THEN 0 ELSE 1 END, t.lang, a.id LIMIT 1

-- achievement_of_series(series, lang)
SELECT {achievement_columns}
  FROM {achievement_tables}
 WHERE a.series = :series
 {achievement_first};

-- achievement_by_number(number, lang)
SELECT {achievement_columns}
  FROM {achievement_tables}
 WHERE a.number = :number
 {achievement_first};

-- achievement_by_id(id, lang)
SELECT {achievement_columns}
  FROM {achievement_tables}
 WHERE a.id = :id
 {achievement_first};

-- achievement_upsert(id, number, series, workload_hours, credits_milli, credit_system, participation, supervision)
INSERT INTO achievement (id, number, series, workload_hours, credits_milli,
                         credit_system, participation, supervision, rev)
VALUES (:id, :number, :series, :workload_hours, :credits_milli,
        :credit_system, :participation, :supervision, 1)
ON CONFLICT (series) DO UPDATE
   SET workload_hours = excluded.workload_hours,
       credits_milli = excluded.credits_milli,
       credit_system = excluded.credit_system,
       participation = excluded.participation,
       supervision = excluded.supervision, rev = achievement.rev + 1
RETURNING id;

-- achievement_upsert_text(achievement, lang, name, description, criteria, outcomes, level, level_system, assessment, quality, prerequisites, stackability)
INSERT INTO achievement_text (achievement, lang, name, description, criteria,
                              outcomes, level, level_system, assessment,
                              quality, prerequisites, stackability)
VALUES (:achievement, :lang, :name, :description, :criteria, :outcomes,
        :level, :level_system, :assessment, :quality, :prerequisites,
        :stackability)
ON CONFLICT (achievement, lang) DO UPDATE
   SET name = excluded.name, description = excluded.description,
       criteria = excluded.criteria, outcomes = excluded.outcomes,
       level = excluded.level, level_system = excluded.level_system,
       assessment = excluded.assessment, quality = excluded.quality,
       prerequisites = excluded.prerequisites,
       stackability = excluded.stackability;
