typedef int wxc_loop_h;
