-- The same twice leaves the same. Values are parameters, never parts of the text.
MERGE INTO orders KEY (id) VALUES (
  :#${header.CamelCocobaseDocumentId},
  :#${body[customer]},
  :#${body[item]},
  :#${body[quantity]},
  :#${body[status]},
  :#${body[revision]}
)
