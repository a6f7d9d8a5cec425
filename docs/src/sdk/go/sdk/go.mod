module github.com/lordace-coder/cocobase-go

go 1.21
