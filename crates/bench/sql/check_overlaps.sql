-- How many pairs of a basin and a territory of these kinds share ground, and the people on it.
SELECT count(*), coalesce(sum(people), 0)
FROM (
  SELECT sum(other.people) AS people
  FROM membership mine
  JOIN membership other ON other.face = mine.face
  JOIN territories t ON t.territory = other.territory
  WHERE mine.territory BETWEEN :first AND :last AND t.kind = ANY (:'kinds'::text[])
  GROUP BY mine.territory, other.territory
) common;
