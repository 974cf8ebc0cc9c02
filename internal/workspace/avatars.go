package workspace

import (
	"encoding/hex"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Slack has the pictures of people, and of bots in their messages, in these widths,
// in pixels.
var (
	avatarSizes = []int{24, 32, 48, 72, 192, 512}
	iconSizes   = []int{36, 48, 72}
)

// pictures are the addresses of somebody's picture, as Slack calls them.
func (w *Workspace) pictures(of *member, sizes []int) object {
	all := make(object, len(sizes))
	for _, size := range sizes {
		all["image_"+strconv.Itoa(size)] = w.base + "/avatars/" + of.Color + "-" + strconv.Itoa(size) + ".png"
	}
	return all
}

// serveAvatar draws the picture of somebody who has none: a square of their color.
func serveAvatar(rw http.ResponseWriter, r *http.Request) {
	shade, width, _ := strings.Cut(strings.TrimSuffix(r.PathValue("picture"), ".png"), "-")
	size, err := strconv.Atoi(width)
	rgb, notHex := hex.DecodeString(shade)
	if err != nil || notHex != nil || len(rgb) != 3 || !slices.Contains(avatarSizes, size) && !slices.Contains(iconSizes, size) {
		http.NotFound(rw, r)
		return
	}
	square := image.NewRGBA(image.Rect(0, 0, size, size))
	draw.Draw(square, square.Bounds(), image.NewUniform(color.RGBA{rgb[0], rgb[1], rgb[2], 0xff}), image.Point{}, draw.Src)
	rw.Header().Set("Content-Type", "image/png")
	rw.Header().Set("Cache-Control", "max-age=86400")
	png.Encode(rw, square) // the caller may have left
}
