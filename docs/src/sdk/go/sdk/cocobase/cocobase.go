// Package cocobase declares what the pages use of the SDK's documented API. Nothing here does anything.
package cocobase

import (
	"context"
	"time"
)

type Config struct{ APIKey string }

type Client struct{}

func NewClient(Config) *Client { panic("declaration only") }

type Document struct {
	ID         string
	Collection string
	Data       map[string]interface{}
	CreatedAt  time.Time
	UpdatedAt  time.Time
}

type Event struct {
	Event string
	Data  Document
}

type Connection struct{}

func (*Connection) IsClosed() bool { panic("declaration only") }
func (*Connection) Close() error   { panic("declaration only") }

func (*Client) WatchCollection(ctx context.Context, collection string, handler func(Event), name string) (*Connection, error) {
	panic("declaration only")
}
