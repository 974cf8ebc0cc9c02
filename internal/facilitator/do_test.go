package facilitator_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/slackapp"
)

const (
	root   = "*Review: Checkout failed*"
	settle = 75 * time.Second
)

// opened is what stands once a review is open.
func opened(t *testing.T, r *room) {
	t.Helper()
	said := r.slack.said()
	if len(said) != 3 || said[0] != root || said[2] != "*1. Opening*" {
		t.Errorf("the review opened with %q", said)
	}
}

func TestUncertainPost(t *testing.T) {
	for _, c := range []struct {
		name    string
		applied bool
		posts   int // of the root, the script and the board together
	}{
		{"that was made is found", true, 3},
		{"that was not made is repeated", false, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			meet(t, func(r *room) {
				r.slack.will("post", answer{err: errUncertain, applied: c.applied})
				r.starts()
				r.pass(settle - time.Second)
				if n := len(r.slack.done()); n != 3 || r.slack.count("history") != 1 { // another lane goes on
					t.Fatalf("%d calls were made before a late request could have been applied: %v", n, r.slack.done())
				}
				r.pass(10 * time.Second)
				if n := r.slack.count("find"); n != 1 {
					t.Errorf("it was looked for %d times", n)
				}
				if n := r.slack.count("post"); n != c.posts {
					t.Errorf("%d posts were asked for", n)
				}
				opened(t, r)
			})
		})
	}
}

func TestPostThatCannotBeLookedFor(t *testing.T) {
	gone := slackapp.Refused{Code: "channel_not_found", Text: "Remedy cannot see this channel."}
	for _, c := range []struct {
		name   string
		finds  []answer
		lost   string // the reason; empty: it is found in the end
		looked int
	}{
		{"is looked for again", []answer{{err: errUncertain}, {err: slackapp.Later{After: time.Minute}}, {err: errUncertain}}, "", 4},
		{"waits for the end of an outage", slices.Repeat([]answer{{err: slackapp.Later{After: 2 * time.Second}}}, 100), "", 101},
		{"is given up after a while", slices.Repeat([]answer{{err: errUncertain}}, 20), "in the thread", 7},
		{"is given up when Slack refuses", []answer{{err: gone}}, gone.Text, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			meet(t, func(r *room) {
				r.slack.will("post", answer{}, answer{err: errUncertain, applied: true}) // the opening words
				r.slack.will("find", c.finds...)
				r.starts()
				r.pass(time.Hour)
				opened(t, r) // each stands once, and what came behind it in the lane as well
				if n := r.slack.count("find"); n != c.looked {
					t.Errorf("it was looked for %d times", n)
				}
				lost := r.lost()
				if c.lost == "" {
					if len(lost) > 0 {
						t.Errorf("lost: %q", lost)
					}
					return
				}
				if len(lost) != 1 || !strings.HasPrefix(lost[0], "script: It is not known whether it was posted") || !strings.Contains(lost[0], c.lost) {
					t.Errorf("lost: %q", lost)
				}
				if kept, err := r.store.Lost(); err != nil || len(kept) != 1 {
					t.Errorf("%d items are kept among the lost: %v", len(kept), err)
				}
			})
		})
	}
}

func TestPostThatIsNeverMade(t *testing.T) {
	meet(t, func(r *room) {
		r.slack.will("post", slices.Concat([]answer{{}}, slices.Repeat([]answer{{err: errUncertain}}, 20))...)
		r.starts()
		r.pass(time.Hour)
		if n := r.slack.count("find"); n != 16 {
			t.Errorf("two posts in eight attempts each were looked for %d times: it has to be known of the last attempt too", n)
		}
		want := []string{"script: Slack did not answer, in several attempts.", "board/opening: Slack did not answer, in several attempts."}
		if diff := cmp.Diff(want, r.lost()); diff != "" {
			t.Error(diff)
		}
	})
	meet(t, func(r *room) {
		r.slack.will("post", slices.Concat(slices.Repeat([]answer{{err: errUncertain}}, 7), []answer{{err: errUncertain, applied: true}})...)
		r.starts()
		r.pass(time.Hour)
		opened(t, r) // the last attempt was the one that reached Slack
	})
	meet(t, func(r *room) {
		r.slack.will("post", slices.Repeat([]answer{{err: errUncertain}}, 8)...)
		r.slack.will("find", slices.Concat(slices.Repeat([]answer{{}}, 7), []answer{{err: slackapp.Later{After: time.Minute}}})...)
		r.starts()
		r.pass(time.Hour)
		if s := r.session(); r.slack.count("find") != 9 || s.Status != postmortem.Cancelled {
			t.Errorf("it was looked for %d times, and the review is %s", r.slack.count("find"), s.Status)
		}
	})
}

func TestPauseThatSlackAsksFor(t *testing.T) {
	meet(t, func(r *room) {
		r.slack.will("post", answer{}, answer{err: slackapp.Later{After: 30 * time.Second}})
		r.starts()
		r.pass(time.Minute)
		posts := r.slack.of("post")
		if len(posts) != 4 || posts[1].what != posts[2].what {
			t.Fatalf("the lane lost its order: %v", posts)
		}
		if pause := posts[2].at.Sub(posts[1].at); pause != 30*time.Second {
			t.Errorf("it was tried again after %s", pause)
		}
		opened(t, r)
	})
	meet(t, func(r *room) { // a pause is no failure: it uses up no attempt
		r.slack.will("post", slices.Concat(slices.Repeat([]answer{{err: slackapp.Later{After: time.Second}}}, 20),
			[]answer{{err: errUncertain}})...)
		r.starts()
		r.pass(3 * time.Minute)
		opened(t, r)
	})
}

func TestAQuestionThatWaitedTooLong(t *testing.T) {
	for _, c := range []struct {
		name  string
		hush  bool
		posts int // that were made while and after Slack asked for a pause
	}{{"is asked if there is still reason to", false, 1}, {"is not asked once nobody wants it", true, 0}} {
		t.Run(c.name, func(t *testing.T) {
			meet(t, func(r *room) {
				r.starts()
				r.pass(30 * time.Second)
				for range 6 {
					r.says(ana, "hm")
				}
				before := r.slack.said()
				r.slack.will("post", answer{err: slackapp.Later{After: 4 * time.Minute}})
				r.pass(5 * time.Minute) // well into the opening: nobody has told the impact in numbers
				if c.hush {
					if _, err := r.does(ana, postmortem.Hush{On: true}); err != nil {
						t.Fatal(err)
					}
				}
				r.pass(4 * time.Minute)
				if made := len(r.slack.said()) - len(before); made != c.posts {
					t.Errorf("%d questions were asked: %q", made, r.slack.said())
				}
			})
		})
	}
}

func TestPosts(t *testing.T) {
	meet(t, func(r *room) {
		r.starts()
		r.pass(time.Minute)
		posts := r.slack.of("post")
		for i := 1; i < len(posts); i++ {
			if apart := posts[i].at.Sub(posts[i-1].at); apart < time.Second {
				t.Errorf("two posts stand %s apart; Slack takes one a second", apart)
			}
		}
		opened(t, r)
	})
}

func TestRefusedRoot(t *testing.T) {
	meet(t, func(r *room) {
		r.slack.will("post", answer{err: slackapp.Refused{Code: "not_in_channel", Text: "Remedy is not in this channel."}})
		r.starts()
		r.pass(10 * time.Second)
		if s := r.session(); s.Status != postmortem.Cancelled {
			t.Fatalf("a review without a thread is %s", s.Status)
		}
		whispers := r.slack.of("whisper")
		if len(whispers) != 1 || !strings.HasPrefix(whispers[0].what, ana.ID+": ") || !strings.Contains(whispers[0].what, "not in this channel") {
			t.Errorf("the facilitator was told: %v", whispers)
		}
		// Once that is mended, a new one can begin.
		if _, ok := r.f.Running(channel.Team, channel.Channel); ok {
			t.Error("the channel is still taken")
		}
		r.starts()
		r.pass(10 * time.Second)
		if s := r.session(); s.ID != "PM-2" || s.Status != postmortem.Running {
			t.Errorf("the next review is %s, %s", s.ID, s.Status)
		}
	})
}

// flagged opens a review and says something in it that is whispered about, and
// returns before it is.
func flagged(r *room) postmortem.Ref {
	r.starts()
	r.pass(10 * time.Second)
	ref := r.says(bo, "your fault, all of it")
	r.pass(7 * time.Second)
	return ref
}

func TestWhisper(t *testing.T) {
	pause := func(d time.Duration) answer { return answer{err: slackapp.Later{After: d}} }
	for _, c := range []struct {
		name    string
		answers []answer
		then    func(r *room, about postmortem.Ref) // once the first attempt has been made
		tries   int
	}{
		{"is made once", nil, nil, 1},
		{"is made after a short pause", []answer{pause(5 * time.Second)}, nil, 2},
		{"is dropped when it comes too late", []answer{pause(40 * time.Second)}, nil, 1},
		{"is not repeated when it may have been seen", []answer{{err: errUncertain}}, nil, 1},
		{"is not repeated after a restart", []answer{{slow: 5 * time.Second}}, func(r *room, _ postmortem.Ref) {
			if err := r.stop(); err != nil {
				r.t.Error(err)
			}
			r.open()
		}, 1},
		{"is dropped after a long downtime", []answer{pause(5 * time.Second)}, func(r *room, _ postmortem.Ref) {
			if err := r.stop(); err != nil {
				r.t.Error(err)
			}
			time.Sleep(time.Hour)
			r.open()
		}, 1},
		{"is dropped when its message is deleted", []answer{pause(5 * time.Second)}, func(r *room, about postmortem.Ref) {
			if _, err := r.does(bo, postmortem.Retracted{Ref: about}); err != nil {
				r.t.Error(err)
			}
		}, 1},
		{"is dropped when its message is mended", []answer{pause(5 * time.Second)}, func(r *room, about postmortem.Ref) {
			if _, err := r.does(bo, postmortem.Edited{Ref: about, Text: "the limit was not set"}); err != nil {
				r.t.Error(err)
			}
		}, 1},
		{"is dropped when the review is over", []answer{pause(5 * time.Second)}, func(r *room, _ postmortem.Ref) {
			if _, err := r.does(ana, postmortem.Cancel{}); err != nil {
				r.t.Error(err)
			}
		}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			meet(t, func(r *room) {
				r.slack.will("whisper", c.answers...)
				about := flagged(r)
				r.pass(2 * time.Second)
				if r.slack.count("whisper") != 1 {
					t.Fatal("nothing was whispered")
				}
				if c.then != nil {
					c.then(r, about)
				}
				r.pass(5 * time.Minute)
				if n := r.slack.count("whisper"); n != c.tries {
					t.Errorf("it was tried %d times, want %d", n, c.tries)
				}
				if items, err := r.store.Outbox(); err != nil || len(items) > 0 {
					t.Errorf("%d items wait for ever: %v", len(items), err)
				}
				if kept, err := r.store.Lost(); err != nil || len(kept) > 0 {
					t.Errorf("what was meant for one person is kept: %v, %v", kept, err)
				}
			})
		})
	}
}

func TestWhisperThatWaitsHoldsUpNobody(t *testing.T) {
	meet(t, func(r *room) {
		r.slack.will("whisper", answer{err: slackapp.Later{After: 10 * time.Minute}})
		flagged(r)
		r.pass(2 * time.Second)
		if _, err := r.does(ana, postmortem.Advance{}); err != nil {
			t.Fatal(err)
		}
		r.pass(5 * time.Second)
		if said := r.slack.said(); said[len(said)-1] != "*2. Timeline*" {
			t.Errorf("the talk waits behind a whisper that will never be made: %q", said)
		}
	})
}

func TestSlowCheckerDelaysNoPost(t *testing.T) {
	meet(t, func(r *room) {
		r.tone.slow = 20 * time.Second
		flagged(r)
		r.pass(2 * time.Second) // the checker is at work now
		if _, err := r.does(ana, postmortem.Advance{}); err != nil {
			t.Fatal(err)
		}
		r.pass(3 * time.Second)
		if said := r.slack.said(); said[len(said)-1] != "*2. Timeline*" {
			t.Errorf("the next phase waits for the checker: %q", said)
		}
		if r.f.Idle() {
			t.Error("a checker is at work, and the facilitator says it is idle")
		}
	})
}

func TestUncertainUpload(t *testing.T) {
	for _, applied := range []bool{true, false} {
		meet(t, func(r *room) {
			r.slack.will("upload", answer{err: errUncertain, applied: applied})
			r.starts()
			r.pass(10 * time.Second)
			if _, err := r.does(ana, postmortem.Finish{}); err != nil {
				t.Fatal(err)
			}
			r.pass(5 * time.Minute)
			files := slices.DeleteFunc(r.slack.said(), func(s string) bool { return !strings.HasPrefix(s, "PM-1-") })
			if want := []string{"PM-1-review.md", "PM-1-review.html"}; !slices.Equal(files, want) {
				t.Errorf("applied %t: the files in the thread are %q", applied, files)
			}
			if s := r.session(); s.Status != postmortem.Draft {
				t.Errorf("the review is %s", s.Status)
			}
		})
	}
}

func TestPostUnderWayWhenWeStop(t *testing.T) {
	meet(t, func(r *room) {
		r.slack.will("post", answer{slow: settle - 5*time.Second, applied: true}) // long after we are back
		r.starts()
		r.pass(time.Second)
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		r.open()
		r.pass(2 * settle)
		opened(t, r)
	})
}

func TestDiskThatFails(t *testing.T) {
	full := errors.New("no space left on device")
	meet(t, func(r *room) {
		r.starts()
		r.pass(10 * time.Second)
		r.says(bo, "the limit was not set")
		r.broken.Store(&full)
		if _, err := r.does(ana, postmortem.Advance{}); !errors.Is(err, full) {
			t.Errorf("an input that was not written is taken in: %v", err)
		}
		r.pass(time.Minute) // reading the message is due
		if err := r.stop(); !errors.Is(err, full) {
			t.Errorf("the loop goes on without a disk: %v", err)
		}
		r.broken.Store(nil)
		r.open()
		r.pass(time.Minute)
		if s := r.session(); s.Phase != postmortem.Opening || len(s.Messages) != 1 {
			t.Errorf("after it the review is in %s with %d messages", s.Phase, len(s.Messages))
		}
	})
}

func TestDiskThatFailsUnderWay(t *testing.T) {
	full := errors.New("no space left on device")
	meet(t, func(r *room) {
		r.slack.will("post", answer{slow: 5 * time.Second})
		r.starts()
		r.pass(time.Second)
		r.broken.Store(&full)
		r.pass(10 * time.Second)
		if err := r.stop(); !errors.Is(err, full) {
			t.Errorf("what came of a post cannot be written, and the loop goes on: %v", err)
		}
	})
}
