/*
 * The calls with which Ledgerline drives FAAD2 in WebAssembly. One instance of the module decodes one stream.
 *
 * Copyright (C) 2026 Ledgerline contributors
 * SPDX-License-Identifier: AGPL-3.0-or-later
 */
#include <stdio.h>
#include <stdlib.h>
#include "common.h"
#include "structs.h"

#define EXPORT(name) __attribute__((export_name(#name)))

/* The longest packet; mp4-samples.ts and frame-header.ts let no longer one through. */
#define MAX_PACKET_BYTES 65536
#define MAX_CHANNELS_OUT 8
/* An AAC frame of 1024 samples, doubled by SBR. */
#define MAX_FRAME_LENGTH 2048

static unsigned char packet[MAX_PACKET_BYTES];
static float planar[MAX_CHANNELS_OUT * MAX_FRAME_LENGTH];
static NeAACDecHandle handle;
static NeAACDecFrameInfo info;
static unsigned channels;

void *__real_malloc(size_t size);

/* FAAD2 does not look whether it got its memory, and address 0 is as good as any in WebAssembly: stop here. */
void *__wrap_malloc(size_t size)
{
    void *memory = __real_malloc(size);
    if (memory == NULL)
        __builtin_trap();
    return memory;
}

/* FAAD2 remarks on a few oddities; there is nobody to read them, and the libc would want files for them. */
#undef stderr
FILE *const stderr = NULL;

int fprintf(FILE *stream, const char *format, ...)
{
    (void)stream;
    (void)format;
    return 0;
}

size_t fwrite(const void *text, size_t size, size_t count, FILE *stream)
{
    (void)text;
    (void)size;
    (void)stream;
    return count;
}

/* Where the caller writes the configuration and the packets. */
EXPORT(packet) unsigned char *packet_address(void)
{
    return packet;
}

/* Where the samples of a frame are found: one channel after the other. */
EXPORT(samples) float *samples_address(void)
{
    return planar;
}

/* Takes the AudioSpecificConfig; returns the sample rate of the output, or a negative number. */
EXPORT(open) long open_stream(unsigned long length)
{
    unsigned long rate = 0;
    unsigned char stated_channels = 0;
    NeAACDecConfigurationPtr config;

    if (handle != NULL || length > MAX_PACKET_BYTES || (handle = NeAACDecOpen()) == NULL)
        return -1;
    config = NeAACDecGetCurrentConfiguration(handle);
    config->outputFormat = FAAD_FMT_FLOAT;
    /* Otherwise every stream of 24 kHz or less is doubled in rate, whether it has SBR or not. */
    config->dontUpSampleImplicitSBR = 1;
    if (!NeAACDecSetConfiguration(handle, config) || NeAACDecInit2(handle, packet, length, &rate, &stated_channels) != 0)
        return -1;
    /* FAAD2 keeps the first frame back unless it believes that it has been given one already. */
    NeAACDecPostSeekReset(handle, 1);
    return rate > 0 ? (long)rate : -1;
}

/* AAC puts the centre first; the order of WAVE is the one that everybody else knows. */
static const unsigned char wave_order[] = {
    FRONT_CHANNEL_LEFT, FRONT_CHANNEL_RIGHT, FRONT_CHANNEL_CENTER, LFE_CHANNEL,         BACK_CHANNEL_LEFT,
    BACK_CHANNEL_RIGHT, BACK_CHANNEL_CENTER, SIDE_CHANNEL_LEFT,    SIDE_CHANNEL_RIGHT,  UNKNOWN_CHANNEL,
};

static void copy_channel(const float *interleaved, unsigned channel, unsigned long frames, float *out)
{
    unsigned long frame;
    for (frame = 0; frame < frames; frame++)
        out[frame] = interleaved[frame * info.channels + channel];
}

/* Decodes a packet; returns the samples of each channel, or a negative number when there are none. */
EXPORT(decode) long decode_packet(unsigned long length)
{
    const float *interleaved;
    float *out = planar;
    unsigned long frames;
    unsigned place;
    unsigned channel;

    if (handle == NULL || length > MAX_PACKET_BYTES)
        return -1;
    interleaved = NeAACDecDecode(handle, &info, packet, length);
    if (interleaved == NULL || info.error != 0 || info.channels == 0 || info.samples == 0)
        return -1;
    frames = info.samples / info.channels;
    /* Mono is given out twice, in case parametric stereo should come. */
    channels = ((NeAACDecStruct *)handle)->upMatrix ? 1 : info.channels;
    if (channels > MAX_CHANNELS_OUT || frames > MAX_FRAME_LENGTH)
        return -1;
    if (channels == 1) {
        copy_channel(interleaved, 0, frames, out);
        return (long)frames;
    }
    for (place = 0; place < sizeof(wave_order); place++) {
        for (channel = 0; channel < channels; channel++) {
            if (info.channel_position[channel] != wave_order[place])
                continue;
            copy_channel(interleaved, channel, frames, out);
            out += frames;
        }
    }
    return (long)frames;
}

/* About the frame decoded last. */
EXPORT(channels) long frame_channels(void)
{
    return (long)channels;
}

EXPORT(rate) long frame_rate(void)
{
    return (long)info.samplerate;
}

/* Whether SBR doubled the rate. */
EXPORT(has_sbr) long frame_has_sbr(void)
{
    return info.sbr == SBR_UPSAMPLED;
}
