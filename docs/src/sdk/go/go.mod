module camelcocobase.example/migration

go 1.21

require github.com/lordace-coder/cocobase-go v0.0.0

// the SDK's documented API as declarations only, so that the pages' examples compile without a network
replace github.com/lordace-coder/cocobase-go => ./sdk
