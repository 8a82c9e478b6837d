// SPDX-License-Identifier: Apache-2.0
// budget: what a page may cost on PostgreSQL: four flights (round trips) and
// fifteen statements, counted while the text cases run.

export const flightsMax = 4, statementsMax = 15;

// Pages that cost more; the list only gets shorter, and numbers in it smaller.
const over = {
  agreement_new_page: 5,
  agreement_page: 9,
  answer_page: 5,
  application_page: 5,
  certificate_page: 7,
  course_page: 5,
  event_page: 7,
  follow_ups_page: 6,
  issue_page: 7,
  mandate_page: 13,
  membership_page: 6,
  my_page: 7,
  my_review_page: 5,
  openings_page: 12,
  plan_edit_page: 8,
  plan_new_page: 6,
  plan_page: 9,
  plan_report_page: 8,
  poster_page: 5,
  progress_page: 5,
  quiz_result_page: 6,
  register_page: 8,
  series_page: 8,
  work_page: 8,
};

// `log`: what a server wrote with --verbose.
export function budget(world, log) {
  const worst = new Map();
  for (const [, route, statements, flights] of log.matchAll(/route=(\S+_page) status=200 .* statements=(\d+) flights=(\d+)/g)) {
    const seen = worst.get(route) || { statements: 0, flights: 0 };
    worst.set(route, { statements: Math.max(seen.statements, statements), flights: Math.max(seen.flights, flights) });
  }
  world.check('pages were counted', worst.size > 50, `${worst.size}`);
  for (const [route, { statements, flights }] of worst) {
    world.check(`${route}: at most ${over[route] || flightsMax} flights, ${statementsMax} statements`, flights <= (over[route] || flightsMax) && statements <= statementsMax, `${flights} flights, ${statements} statements`);
  }
  for (const route of Object.keys(over)) {
    world.check(`${route} still needs its exception`, (worst.get(route)?.flights || 0) > flightsMax);
  }
}
