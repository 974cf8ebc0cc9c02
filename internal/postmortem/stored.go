package postmortem

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
)

// ErrNewer says that a newer version of this program wrote something.
var ErrNewer = errors.New("it was written by a newer version")

// Events and effects are stored with the name of their type. Each name stands here and nowhere else; what has none cannot be
// written, so that nothing is written that could not be read again. A name is never changed: old logs are read for ever.

var events = named(map[string]EventBody{
	"opened":         Opened{},
	"met":            Met{},
	"posted":         Posted{},
	"moved":          Moved{},
	"waived":         Waived{},
	"looked":         Looked{},
	"weighed":        Weighed{},
	"said":           Said{},
	"revised":        Revised{},
	"unsaid":         Unsaid{},
	"settled":        Settled{},
	"recorded":       Recorded{},
	"changed":        Changed{},
	"judged":         Judged{},
	"paged":          Paged{},
	"stale":          Stale{},
	"shown":          Shown{},
	"whispered":      Whispered{},
	"lost":           Lost{},
	"turned":         Turned{},
	"days_off":       DaysOff{},
	"at_work":        AtWork{},
	"ripened":        Ripened{},
	"contented":      Contented{},
	"seated":         Seated{},
	"zoned":          Zoned{},
	"reckoned":       Reckoned{},
	"told_apart":     ToldApart{},
	"greeted":        Greeted{},
	"owner_asked":    OwnerAsked{},
	"carried":        Carried{},
	"aimed":          Aimed{},
	"narrating":      Narrating{},
	"voiced":         Voiced{},
	"poll_opened":    PollOpened{},
	"poll_closed":    PollClosed{},
	"accounted":      Accounted{},
	"unaccounted":    Unaccounted{},
	"unsealed":       Unsealed{},
	"objected":       Objected{},
	"asked":          Asked{},
	"heeded":         Heeded{},
	"suggested":      Suggested{},
	"wrapping":       Wrapping{},
	"handed_over":    HandedOver{},
	"paused":         Paused{},
	"resumed":        Resumed{},
	"inquired":       Inquired{},
	"hurried":        Hurried{},
	"framed":         Framed{},
	"hushed":         Hushed{},
	"drafted":        Drafted{},
	"called_off":     CalledOff{},
	"reminded":       Reminded{},
	"wished":         Wished{},
	"nodded":         Nodded{},
	"unreacted":      Unreacted{},
	"worded":         Worded{},
	"wording_judged": WordingJudged{},
	"check_opened":   CheckOpened{},
	"check_over":     CheckOver{},
	"agreed":         Agreed{},
	"remarked":       Remarked{},
	"remark_settled": RemarkSettled{},
	"wrote":          Wrote{},
	"amended":        Amended{},
	"dismissed":      Dismissed{},
	"examining":      Examining{},
	"examined":       Examined{},
	"publish_asked":  PublishAsked{},
	"held_back":      HeldBack{},
	"became":         Became{},
	"refiled":        Refiled{},
	"named":          Named{},
	"retitled":       Retitled{},
	"restated":       Restated{},
	"canvas_awaited": CanvasAwaited{},
	"canvas_noted":   CanvasNoted{},
	"canvas_filled":  CanvasFilled{},
	"canvas_gone":    CanvasGone{},
})

var effects = named(map[string]Effect{
	"post":         Post{},
	"refresh":      Refresh{},
	"whisper":      Whisper{},
	"check_tone":   CheckTone{},
	"read_history": ReadHistory{},
	"catch_up":     CatchUp{},
	"upload":       Upload{},
	"reword":       Reword{},
	"discard":      Discard{},
	"examine":      Examine{},
	"make_canvas":  MakeCanvas{},
	"fill_canvas":  FillCanvas{},
	"share_canvas": ShareCanvas{},
	"drop_canvas":  DropCanvas{},
	"acquaint":     Acquaint{},
})

// stored names the types of a kind.
type stored[T any] struct {
	types map[string]reflect.Type
	names map[reflect.Type]string
}

func named[T any](all map[string]T) stored[T] {
	s := stored[T]{map[string]reflect.Type{}, map[reflect.Type]string{}}
	for name, value := range all {
		s.types[name], s.names[reflect.TypeOf(value)] = reflect.TypeOf(value), name
	}
	return s
}

func (s stored[T]) write(value T) (name string, body []byte, err error) {
	name, ok := s.names[reflect.TypeOf(value)]
	if !ok {
		return "", nil, fmt.Errorf("%T has no name to be stored under", value)
	}
	body, err = json.Marshal(value)
	return name, body, err
}

// read reads what write wrote. An unknown name is an error: a newer bot wrote it, and guessing would lose something.
func (s stored[T]) read(name string, body []byte) (value T, err error) {
	of, ok := s.types[name]
	if !ok {
		return value, fmt.Errorf("type %q is unknown: %w", name, ErrNewer)
	}
	read := reflect.New(of)
	if err := json.Unmarshal(body, read.Interface()); err != nil {
		return value, err
	}
	return read.Elem().Interface().(T), nil
}
