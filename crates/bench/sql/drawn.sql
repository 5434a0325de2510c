-- A drawn area → everything it shares ground with: only the faces its border cuts are intersected,
-- the rest is a sum over memberships.
\set drawn random(1, :drawn_count)
WITH pieces AS MATERIALIZED (
  SELECT g.face,
         CASE WHEN ST_Covers(s.flat, g.flat) THEN 1
              ELSE ST_Area(ST_Intersection(s.flat, g.flat)) / g.area END AS fraction
  FROM sketches s
  JOIN ground g ON ST_Intersects(s.flat, g.flat)
  WHERE s.drawn = :drawn
),
common AS (
  SELECT m.territory, sum(m.people * p.fraction) AS people, sum(m.area * p.fraction) AS area
  FROM pieces p
  JOIN membership m ON m.face = p.face
  GROUP BY m.territory
)
SELECT t.territory, t.kind, t.code, t.name, t.context, t.people, t.area, c.people, c.area,
       c.people / nullif(t.people, 0) AS people_of_territory, c.area / t.area AS area_of_territory
FROM common c
JOIN territories t ON t.territory = c.territory;
