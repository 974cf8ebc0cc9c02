module github.com/remedybot/remedy/tools/bench

go 1.26.0

require (
	github.com/TwiN/go-away v1.6.13
	github.com/jonreiter/govader v0.0.0-20250429093935-f6505c8d03cc
	github.com/remedybot/remedy v0.0.0
)

require (
	github.com/sashabaranov/go-openai v1.43.0 // indirect
	golang.org/x/text v0.43.0 // indirect
	gonum.org/v1/gonum v0.8.2 // indirect
)

replace github.com/remedybot/remedy => ../..
