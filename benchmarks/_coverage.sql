-- The same three questions as an analyst would write them by hand, for DuckDB. Nothing is shared with the product.

-- name: matrix
with place_sums as (
    select project,
           count(distinct country_of) filter (where country_of <> 'regional') as countries,
           count(distinct country_of) filter (where country_of = 'regional') as regions,
           sum(share) filter (where country_of <> 'regional') as country_sum,
           sum(share) filter (where country_of = 'regional') as region_sum,
           bool_or(share is null) filter (where country_of <> 'regional') as country_lacks,
           bool_or(share is null) filter (where country_of = 'regional') as region_lacks
    from (select *, case when country in ('KG', 'KZ', 'TJ', 'TM', 'UZ') then country
                         when country <> '' then 'elsewhere' else 'regional' end as country_of from places)
    group by project
), place as (
    select p.project, p.col,
           case when p.lacks and (case when s.countries > 0 then s.countries else s.regions end) = 1 then 1.0
                when (case when s.countries > 0 then s.country_lacks else s.region_lacks end) then null
                when (case when s.countries > 0 then s.country_sum else s.region_sum end) > 1.02 then null
                when abs((case when s.countries > 0 then s.country_sum else s.region_sum end) - 1) <= 0.02
                    then p.share / (case when s.countries > 0 then s.country_sum else s.region_sum end)
                else p.share end as weight
    from (select project, sum(share) as share, bool_or(share is null) as lacks,
                 case when country in ('KG', 'KZ', 'TJ', 'TM', 'UZ') then country
                      when country <> '' then 'elsewhere' else 'regional' end as col
          from places group by project, col) p
    join place_sums s using (project)
    where p.col <> 'regional' or coalesce(s.countries, 0) = 0
), aim as (
    select m.project, m.measure, m.verdict = 'confirmed' as confirmed,
           case when m.share is null and s.n = 1 then 1.0
                when s.lacks or s.total > 1.02 then null
                when abs(s.total - 1) <= 0.02 then m.share / s.total else m.share end as weight
    from measures m
    join (select project, count(*) as n, sum(share) as total, bool_or(share is null) as lacks
          from measures where verdict <> 'rejected' group by project) s using (project)
    where m.verdict <> 'rejected'
), fund as (
    select project, year,
           sum(cast(round(usd * 100) as bigint)) filter (where flow = 'budget') as budget,
           sum(cast(round(usd * 100) as bigint)) filter (where flow = 'commitment') as commitment,
           sum(cast(round(usd * 100) as bigint)) filter (where flow in ('disbursement', 'expenditure')) as spending,
           bool_or(flow = 'budget' and usd is null) as budget_u,
           bool_or(flow = 'commitment' and usd is null) as commitment_u,
           bool_or(flow in ('disbursement', 'expenditure') and usd is null) as spending_u
    from money where flow in ('budget', 'commitment', 'disbursement', 'expenditure')
    group by project, year
), span as (
    select p.project,
           coalesce(year(p.starts_on), f.earliest, year(p.ends_on)) as a,
           coalesce(year(p.ends_on), greatest(f.latest, coalesce(year(p.starts_on), f.earliest)), year(p.starts_on)) as b
    from projects p left join (select project, min(year) earliest, max(year) latest from fund group by project) f
        using (project)
), yearly as (
    select project, year, sum(budget) budget, sum(commitment) commitment, sum(spending) spending,
           bool_or(budget_u) budget_u, bool_or(commitment_u) commitment_u, bool_or(spending_u) spending_u
    from (select project, unnest(range(a, b + 1)) as year, null::bigint as budget, null::bigint as commitment,
                 null::bigint as spending, false as budget_u, false as commitment_u, false as spending_u
          from span where a is not null
          union all select * from fund where year is not null)
    group by project, year
), pays as (
    select p.project,
           case when f.least is null then p.reporter when f.least = f.most then f.least else '*' end as provider
    from projects p left join (select project, min(party) least, max(party) most from parties
                               where role = '1' and party <> '' group by project) f using (project)
)
select aim.measure, place.col as "column", y.year, pays.provider,
       count(*) as projects, sum(aim.confirmed::int) as confirmed,
       sum(cast(round(y.budget * (place.weight * aim.weight)) as bigint)) as budget,
       sum(cast(round(y.commitment * (place.weight * aim.weight)) as bigint)) as commitment,
       sum(cast(round(y.spending * (place.weight * aim.weight)) as bigint)) as spending,
       sum(y.budget_u::int) as budget_unconverted, sum(y.commitment_u::int) as commitment_unconverted,
       sum(y.spending_u::int) as spending_unconverted
from place join aim using (project) join yearly y using (project) join pays using (project)
group by all;

-- name: gaps
with named as (
    select project, bool_or(country <> '') as any_country from places group by project
), col as (
    select distinct p.project, case when p.country <> '' then p.country else 'regional' end as col
    from places p join named n using (project)
    where p.country in ('KG', 'KZ', 'TJ', 'TM', 'UZ') or (p.country = '' and not n.any_country)
), years as (
    select project, min(year) earliest, max(year) latest, bool_or(year between 2015 and 2020) as paid from money
    where flow in ('budget', 'commitment', 'disbursement', 'expenditure') group by project
), active as (
    select p.project
    from projects p left join years y using (project)
    where y.paid
       or (coalesce(year(starts_on), earliest, year(ends_on)) <= 2020
           and greatest(coalesce(year(starts_on), earliest, year(ends_on)),
                        coalesce(year(ends_on), greatest(latest, coalesce(year(starts_on), earliest)),
                                 year(starts_on))) >= 2015)
), seen as (
    select m.measure, c.col, count(a.project) as n, count(*) as ever
    from measures m join col c using (project) left join active a using (project)
    where m.verdict <> 'rejected' group by m.measure, c.col
), around as (
    select measure, coalesce(sum(n) filter (where col = 'regional'), 0) as regional,
           count(*) filter (where col <> 'regional') as states
    from seen where n > 0 group by measure
)
select w.measure, w.col as "column", coalesce(a.regional, 0) as regional, coalesce(a.states, 0) as elsewhere_in_region,
       coalesce(s.ever, 0) as at_other_times
from (select measure, col from catalogue cross join (values ('KG'), ('KZ'), ('TJ'), ('TM'), ('UZ')) v(col)) w
left join seen s on s.measure = w.measure and s.col = w.col
left join around a on a.measure = w.measure
where coalesce(s.n, 0) = 0;

-- name: overlaps
with doing as (
    select project, arg_min(party, position) as party from parties where role = '4' and party <> '' group by project
), said as (
    select p.*, coalesce(d.party, p.reporter) as name from projects p left join doing d using (project)
), spelling as (
    select name, regexp_replace(replace(replace(replace(
        trim(regexp_replace(lower(name), '[-.,;:&/()"''’«»“”\s]+', ' ', 'g')),
        'organisation', 'organization'), 'co operation', 'cooperation'), 'programme', 'program'),
        ' (inc|incorporated|llc|ltd|limited|lp|gmbh|n a)$', '', 'g') as implementer
    from (select distinct name from said)
    where lower(name) not in ('', '~nan', '~n/a', '~na', '~none', '~null', '~unknown', '~other', '~various', '~tbd',
                              '~not specified')
      and not contains(lower(name), 'redacted') and not suffix(lower(name), ' other')
), work as (
    select m.measure, c.country, p.beneficiary, s.implementer, greatest(p.starts_on, date '2015-01-01') as starts_on,
           least(p.ends_on, date '2020-12-31') as ends_on
    from said p
    join spelling s using (name)
    join (select distinct project, country from places where country in ('KG', 'KZ', 'TJ', 'TM', 'UZ')) c using (project)
    join measures m using (project)
    where m.verdict <> 'rejected' and p.beneficiary <> '' and p.ends_on >= p.starts_on
      and p.ends_on >= '2015-01-01' and p.starts_on <= '2020-12-31'
), own as (
    select *, sum(begins) over (partition by measure, country, beneficiary, implementer order by starts_on, ends_on
                                rows unbounded preceding) as stretch
    from (select *, case when starts_on <= 1 + max(ends_on) over (
                             partition by measure, country, beneficiary, implementer order by starts_on, ends_on
                             rows between unbounded preceding and 1 preceding) then 0 else 1 end as begins from work)
), spell as (
    select measure, country, beneficiary, min(starts_on) as a, max(ends_on) + 1 as b
    from own group by measure, country, beneficiary, implementer, stretch
), step as (
    select measure, country, beneficiary, day, sum(n) as n
    from (select measure, country, beneficiary, a as day, 1 as n from spell
          union all select measure, country, beneficiary, b, -1 from spell)
    group by measure, country, beneficiary, day
), moment as (
    select measure, country, beneficiary, day, cast(sum(n) over w as bigint) as running, lead(day) over w as until
    from step window w as (partition by measure, country, beneficiary order by day)
), busy as (
    select *, sum(case when running > 1 and coalesce(before, 0) < 2 then 1 else 0 end) over
                  (partition by measure, country, beneficiary order by day) as stretch
    from (select *, lag(running) over (partition by measure, country, beneficiary order by day) as before from moment)
), fullest as (
    select measure, country, beneficiary, max(running) as implementers,
           arg_max(day, running * 10000000 - (day - date '0001-01-01')) as starts_on,
           arg_max(until, running * 10000000 - (day - date '0001-01-01')) as until
    from busy where running > 1 group by measure, country, beneficiary, stretch
)
select measure, country as "column", beneficiary, starts_on, implementers, until - 1 as ends_on,
       (until - starts_on) * (implementers - 1) as overlap_days
from fullest;
