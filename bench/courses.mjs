// SPDX-License-Identifier: Apache-2.0
// courses: what a bench reads, in two languages, made of words by a fixed seed:
// a series of five courses with ten lessons and a quiz of ten questions each,
// and one of one lesson and one question; and a short series, completed by
// reading its only lesson.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const words = {
  es: 'una tarea que hace pensar pide a quien estudia leer, comparar y decidir antes de escribir; el modelo ayuda con la forma y nunca con el juicio'.split(' '),
  en: 'a task that makes people think asks them to read, compare and decide before they write; the model helps with the form and never with the judgement'.split(' '),
};

// Numbers below n, the same in each run.
function dice(seed) {
  let s = seed;
  return n => {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0;
    return Math.floor(s / 4294967296 * n);
  };
}

function sentence(roll, lang) {
  const w = words[lang], list = [];
  for (let i = 8 + roll(14); i > 0; i--) list.push(w[roll(w.length)]);
  const s = list.join(' ').replace(/[,;]$/, '');
  return s[0].toUpperCase() + s.slice(1) + '.';
}

const paragraph = (roll, lang) => Array.from({ length: 3 + roll(3) }, () => sentence(roll, lang)).join(' ');

// As long and as mixed as a lesson of the demonstration: 5 to 6 kB of Markdown.
function lesson(roll, lang, title) {
  const out = [`# ${title}`, paragraph(roll, lang)];
  for (let part = 1; part <= 5; part++) {
    out.push(`## ${sentence(roll, lang).slice(0, -1)}`, paragraph(roll, lang));
    out.push(Array.from({ length: 3 }, () => `- **${words[lang][roll(20)]}** ${sentence(roll, lang)}`).join('\n'));
    out.push(paragraph(roll, lang));
  }
  return out.join('\n\n') + '\n';
}

function quiz(roll, lang, questions) {
  return Array.from({ length: questions }, (_, i) => `::q${i}::${sentence(roll, lang)}{
  =${sentence(roll, lang)}#${sentence(roll, lang)}
  ~${sentence(roll, lang)}#${sentence(roll, lang)}
  ~${sentence(roll, lang)}#${sentence(roll, lang)}
}
`).join('\n');
}

function course(folder, slug, lessons, questions, seed) {
  const dir = join(folder, slug);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'course.ini'), `slug = ${slug}
base = es
title.es = Curso de medida ${slug}
title.en = Course of the bench ${slug}
summary.es = Texto generado para medir.
summary.en = Text generated for measuring.
workload_minutes = 120
group = teaching
licence = CC0 1.0
author = bench
`);
  for (const lang of ['es', 'en']) {
    const roll = dice(seed + (lang === 'en' ? 1 : 0));
    for (let i = 1; i <= lessons; i++) {
      const at = join(dir, `${String(i).padStart(2, '0')}-lesson-${i}`);
      mkdirSync(at, { recursive: true });
      writeFileSync(join(at, `README.${lang}.md`), lesson(roll, lang, `${sentence(roll, lang).slice(0, 40).trim()} ${i}`));
    }
    if (questions) writeFileSync(join(dir, `quiz.${lang}.gift`), quiz(roll, lang, questions));
  }
  return dir;
}

function series(folder, slug, core, electives) {
  const file = join(folder, `${slug}.ini`);
  writeFileSync(file, `slug = ${slug}
title.es = Serie de medida
title.en = Series of the bench
summary.es = Cursos generados para medir.
summary.en = Courses generated for measuring.
core = ${core}
electives = ${electives.join(', ')}
rule = any ${Math.min(2, electives.length)}
achievement.title.es = Microcertificado de medida
achievement.title.en = Micro-certificate of the bench
achievement.criteria.es = Leer las lecciones.
achievement.criteria.en = Read the lessons.
outcome.1.es = Medir.
outcome.1.en = Measure.
workload_hours = 8
level.es = introductorio
level.en = introductory
level_system.es = Ninguno.
level_system.en = None.
assessment_type.es = Cuestionario.
assessment_type.en = Quiz.
participation = online
quality_assurance.es = Ninguna.
quality_assurance.en = None.
supervision_identity = unsupervised-unverified
prerequisites.es = Ninguno.
prerequisites.en = None.
stackability.es = Ninguna.
stackability.en = None.
language = es, en
`);
  return file;
}

// Write all into `folder`; gives folders of courses, files of series, and the
// addresses of the fifty lessons.
export function writeCourses(folder) {
  const slugs = [1, 2, 3, 4, 5].map(i => `bench-${i}`);
  const courses = slugs.map((slug, i) => course(folder, slug, 10, 10, 10 * i + 1));
  courses.push(course(folder, 'bench-one', 1, 1, 98), course(folder, 'bench-short', 1, 0, 99));
  return {
    courses,
    series: [series(folder, 'bench-1x', slugs[0], [...slugs.slice(1), 'bench-one']),
      series(folder, 'bench-short-1x', 'bench-short', [])],
    lessons: slugs.flatMap(slug => Array.from({ length: 10 }, (_, i) => `/es/learn/bench-1x/${slug}/lesson-${i + 1}`)),
  };
}
