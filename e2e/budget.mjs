// SPDX-License-Identifier: Apache-2.0
// budget: what a page may cost on PostgreSQL: four flights (round trips) and
// fifteen statements, counted while the text cases run.

export const flightsMax = 4, statementsMax = 15;

// Pages that cost more; the list only gets shorter, and numbers in it smaller.
const over = {
  brief_page: 9,
  event_people_page: 5,
  figures_list_page: 8,
  figures_page: 11,
  history_page: 8,
  mandate_page: 5,
  mandates_page: 6,
  nominations_page: 7,
  offices_page: 6,
  org_page: 5,
  posts_page: 7,
  tree_page: 5,
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
