DELETE FROM orders WHERE id = :#${header.CamelCocobaseDocumentId}
