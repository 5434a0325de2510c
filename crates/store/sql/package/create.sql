CREATE TABLE "{name}" (
    fid INTEGER PRIMARY KEY,
    geom MULTIPOLYGON{columns}
);
