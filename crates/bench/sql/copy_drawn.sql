COPY drawn (drawn, geom) FROM STDIN
