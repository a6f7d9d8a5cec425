CREATE TABLE IF NOT EXISTS orders (
  id VARCHAR(100) PRIMARY KEY,
  customer VARCHAR(200),
  item VARCHAR(200),
  quantity INTEGER,
  status VARCHAR(50),
  revision BIGINT
)
