// Package migration holds what docs/migration.md shows of the Go SDK.
package migration

import (
	"context"
	"log"
	"sync"
	"time"

	"github.com/lordace-coder/cocobase-go/cocobase"
)

func watch(ctx context.Context, client *cocobase.Client) error {
	conn, err := client.WatchCollection(ctx, "users", func(event cocobase.Event) {
		if event.Event == "delete" {
			log.Println("removed", event.Data.ID)
			return
		}
		log.Println(event.Event, event.Data.ID, event.Data.Data["name"])
	}, "dashboard")
	if err != nil {
		return err
	}
	defer conn.Close()
	<-ctx.Done()
	return nil
}

func watchForever(ctx context.Context, client *cocobase.Client, handler func(cocobase.Event)) {
	for ctx.Err() == nil {
		conn, err := client.WatchCollection(ctx, "users", handler, "")
		if err != nil {
			log.Println("no connection:", err)
			time.Sleep(5 * time.Second)
			continue
		}
		for !conn.IsClosed() {
			time.Sleep(time.Second)
		}
		// what happens now, until the next WatchCollection, is never seen
		log.Println("connection lost")
		time.Sleep(2 * time.Second)
	}
}

type store struct {
	mu   sync.RWMutex
	docs map[string]cocobase.Document
}

func (s *store) apply(event cocobase.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if event.Event == "delete" {
		delete(s.docs, event.Data.ID)
	} else {
		s.docs[event.Data.ID] = event.Data
	}
}
